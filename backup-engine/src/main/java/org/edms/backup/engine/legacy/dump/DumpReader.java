package org.edms.backup.engine.legacy.dump;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads an SQL dump: the rows of each {@code COPY} block, and the statements that declare keys. */
final class DumpReader {

    private static final Pattern COPY = Pattern.compile("COPY (.+) FROM stdin;");
    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '(.*)';");
    private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$[A-Za-z0-9_]*\\$");
    private static final byte[] END_OF_ROWS = {'\\', '.'};
    private static final String END = "-- PostgreSQL database dump complete";
    private static final int LONGEST_LINE = 64 << 20;
    private static final int LONGEST_STATEMENT = 1 << 20;

    private final String name;
    private final Sink sink;
    private boolean inQuotes;
    private boolean ended;

    /** Receives the parsed parts of a dump. */
    interface Sink {

        /** @param target the table and its columns in parentheses */
        void begin(String target) throws IOException;

        /** @param line the row, including its line break */
        void row(byte[] line) throws IOException;

        void alterTable(String statement);
    }

    DumpReader(String name, Sink sink) {
        this.name = name;
        this.sink = sink;
    }

    void read(InputStream content) throws IOException {
        try {
            InputStream input = new BufferedInputStream(content);
            for (byte[] line = line(input); line != null; line = line(input)) {
                statement(text(line), input);
            }
        } catch (BackupException e) {
            throw e.code() == ErrorCode.PACKAGE_TRUNCATED ? cutOff("its statements") : e;
        }
        if (!ended) {
            throw cutOff("its statements");
        }
    }

    private void statement(String line, InputStream input) throws IOException {
        boolean wasInQuotes = inQuotes;
        if (DOLLAR_QUOTE.matcher(line).results().count() % 2 == 1) {
            inQuotes = !inQuotes;
        }
        if (wasInQuotes) {
            return;
        }
        Matcher copy = COPY.matcher(line);
        Matcher encoding = ENCODING.matcher(line);
        if ((copy.matches() || line.startsWith("ALTER TABLE ")) && line.length() > LONGEST_STATEMENT) {
            throw tooLong();
        }
        if (copy.matches()) {
            sink.begin(copy.group(1));
            rows(copy.group(1), input);
        } else if (line.startsWith("ALTER TABLE ")) {
            sink.alterTable(whole(line, input));
        } else if (line.startsWith("INSERT INTO ")) {
            throw new BackupException(ErrorCode.FORM_UNSUPPORTED, name + ": rows as INSERT statements");
        } else if (encoding.matches() && !encoding.group(1).equals("UTF8")) {
            throw new BackupException(ErrorCode.FORM_UNSUPPORTED, name + ": rows in " + encoding.group(1));
        } else if (line.equals(END)) {
            ended = true;
        }
    }

    private void rows(String target, InputStream input) throws IOException {
        for (byte[] line = line(input); line != null; line = line(input)) {
            if (isEndOfRows(line)) {
                return;
            }
            sink.row(line);
        }
        throw cutOff("the rows of " + target);
    }

    private static boolean isEndOfRows(byte[] line) {
        return Arrays.equals(line, 0, end(line), END_OF_ROWS, 0, END_OF_ROWS.length);
    }

    private String whole(String firstLine, InputStream input) throws IOException {
        StringBuilder statement = new StringBuilder(firstLine);
        while (statement.charAt(statement.length() - 1) != ';') {
            byte[] next = line(input);
            if (next == null) {
                throw cutOff("its statements");
            }
            statement.append(' ').append(text(next).strip());
            if (statement.length() > LONGEST_STATEMENT) {
                throw tooLong();
            }
        }
        return statement.toString();
    }

    /** @return null at the end; an incomplete last line means that the dump is truncated */
    private byte[] line(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0; next = input.read()) {
            line.write(next);
            if (next == '\n') {
                return line.toByteArray();
            }
            if (line.size() > LONGEST_LINE) {
                throw new BackupException(
                        ErrorCode.PACKAGE_HOSTILE, "%s: a line of more than %,d bytes".formatted(name, LONGEST_LINE));
            }
        }
        if (line.size() > 0) {
            throw cutOff("a line");
        }
        return null;
    }

    private static String text(byte[] line) {
        return new String(line, 0, end(line), StandardCharsets.UTF_8);
    }

    /** Returns the position of the line break. */
    private static int end(byte[] line) {
        int end = line.length - 1;
        return end > 0 && line[end - 1] == '\r' ? end - 1 : end;
    }

    private BackupException tooLong() {
        return new BackupException(
                ErrorCode.PACKAGE_HOSTILE,
                "%s: a statement of more than %,d characters".formatted(name, LONGEST_STATEMENT));
    }

    private BackupException cutOff(String where) {
        return new BackupException(ErrorCode.PACKAGE_INCOMPLETE, name + " is truncated in " + where);
    }
}
