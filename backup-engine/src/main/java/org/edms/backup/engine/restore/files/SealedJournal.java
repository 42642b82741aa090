package org.edms.backup.engine.restore.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;

/**
 * The list of changes that a restore makes to the files of a root. Each line is on the disk before its change is made, and is
 * sealed together with its line number. An incomplete last line therefore stands for a change that was not made.
 */
public final class SealedJournal {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final Path FILE = Path.of("journal");
    private static final int MAX_LINE_BYTES = 64 << 10;

    private final SecureTree area;
    private final RestoreJobId id;
    private final JournalSeal seal;
    private long lines;
    private long end;

    /** A change to a file. */
    enum Event {
        /** The file is moved to a path where no file existed. */
        ADDED,
        /** The existing file is first moved away and kept for undo. */
        REPLACED,
        /** During an undo: all added files have been deleted. */
        ADDITIONS_DELETED
    }

    /** @param path the path within the root; empty if the event applies to all files */
    record Line(Event event, String path) {}

    /** Receives one line. */
    @FunctionalInterface
    interface LineVisitor {
        void visit(Event event, String path) throws IOException;
    }

    /** @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if any line was not written by that restore */
    SealedJournal(SecureTree area, RestoreJobId id, JournalSeal seal) throws IOException {
        this.area = area;
        this.id = id;
        this.seal = seal;
        forEach((event, path) -> {});
    }

    static boolean isIn(SecureTree area) throws IOException {
        return area.isFile(FILE);
    }

    static void delete(SecureTree area) throws IOException {
        area.deleteIfExists(FILE);
    }

    /** Appends lines, and returns after they are on the disk. */
    void append(List<Line> added) throws IOException {
        if (added.isEmpty()) {
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        long number = lines;
        for (Line line : added) {
            String sealed = seal.seal(context(number++), JSON.writeValueAsString(line)) + "\n";
            text.writeBytes(sealed.getBytes(StandardCharsets.UTF_8));
        }
        try (FileChannel file = area.write(FILE, StandardOpenOption.CREATE, AreaDirectory.PRIVATE_FILE)) {
            file.truncate(end);
            file.position(end);
            OutputStream output = Channels.newOutputStream(file);
            text.writeTo(output);
            file.force(true);
        }
        lines = number;
        end += text.size();
    }

    /** Passes all lines to {@code visitor}, in order. Fails if a line is not sealed correctly. */
    void forEach(LineVisitor visitor) throws IOException {
        lines = 0;
        end = 0;
        if (!isIn(area)) {
            return;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream file = new BufferedInputStream(area.read(FILE))) {
            for (int read = file.read(); read >= 0; read = file.read()) {
                if (read != '\n') {
                    line.write(read);
                    refuseLongLine(line);
                    continue;
                }
                Line parsed = parse(line.toString(StandardCharsets.UTF_8));
                lines++;
                end += line.size() + 1;
                line.reset();
                visitor.visit(parsed.event(), parsed.path());
            }
        }
    }

    private void refuseLongLine(ByteArrayOutputStream line) {
        if (line.size() > MAX_LINE_BYTES) {
            throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, context(lines));
        }
    }

    private Line parse(String line) {
        String context = context(lines);
        try {
            return JSON.readValue(seal.open(context, line), Line.class);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, context, e);
        }
    }

    private String context(long number) {
        return "restore %s, journal, line %d".formatted(id, number + 1);
    }
}
