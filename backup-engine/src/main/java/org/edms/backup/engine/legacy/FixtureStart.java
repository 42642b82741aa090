package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Set;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Finds where the records of a fixture begin: log lines may stand before them, and there may be none. */
final class FixtureStart {

    private static final Set<String> MARKS_OF_NAMES_ONLY = Set.of("backup_type", "tables_info");
    private static final long MOST_BYTES_OF_LOG = 64L << 20;

    /** The bytes of the mark with which some editors begin a file. */
    private static final Set<Integer> BYTE_ORDER_MARK = Set.of(0xEF, 0xBB, 0xBF);

    private final String name;
    private long passed;

    FixtureStart(String name) {
        this.name = name;
    }

    /** @return the stream from the bracket on that opens the list */
    InputStream find(InputStream content) throws IOException {
        PushbackInputStream input = new PushbackInputStream(new BufferedInputStream(content), 2);
        boolean lineIsEmpty = true;
        for (int next = read(input); next >= 0; next = read(input)) {
            if (lineIsEmpty && next == '[') {
                int after = firstBehindSpace(input);
                if (after == '{' || after == ']') {
                    input.unread(after);
                    input.unread('[');
                    return input;
                }
                if (after < 0) {
                    throw new BackupException(
                            ErrorCode.PACKAGE_INCOMPLETE, name + " ends where the records begin; 0 records are whole");
                }
                input.unread(after);
                lineIsEmpty = false;
                continue;
            }
            if (lineIsEmpty && next == '{') {
                input.unread(next);
                throw whatTheObjectIs(input);
            }
            boolean mark = passed <= 3 && BYTE_ORDER_MARK.contains(next);
            lineIsEmpty = next == '\n' || next == '\r' || (lineIsEmpty && (isSpace(next) || mark));
        }
        throw new BackupException(ErrorCode.PACKAGE_INCOMPLETE, name + " holds no records");
    }

    private int firstBehindSpace(PushbackInputStream input) throws IOException {
        int next = read(input);
        while (isSpace(next)) {
            next = read(input);
        }
        return next;
    }

    private static boolean isSpace(int character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    private int read(InputStream input) throws IOException {
        passed++;
        if (passed > MOST_BYTES_OF_LOG) {
            throw new BackupException(
                    ErrorCode.PACKAGE_FORMAT_UNKNOWN, "%s: no records in its first %,d bytes".formatted(name, passed));
        }
        return input.read();
    }

    /** Whatever it is, it is no list of records. */
    private BackupException whatTheObjectIs(InputStream input) throws IOException {
        try (JsonParser json = FixtureReader.JSON.createParser(input)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (MARKS_OF_NAMES_ONLY.contains(json.currentName())) {
                    return new BackupException(
                            ErrorCode.PACKAGE_WITHOUT_DATA,
                            name + " holds names of tables and numbers of columns, and no row");
                }
                json.nextToken();
                json.skipChildren();
            }
            return new BackupException(ErrorCode.PACKAGE_FORMAT_UNKNOWN, name + " is no list of records");
        } catch (JsonProcessingException | CharConversionException e) {
            return new BackupException(ErrorCode.PACKAGE_FORMAT_UNKNOWN, name + " is no list of records", e);
        }
    }
}
