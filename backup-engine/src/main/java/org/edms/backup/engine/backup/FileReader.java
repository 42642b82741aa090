package org.edms.backup.engine.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Findings;
import org.edms.backup.engine.source.SourceFile;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads small files completely, and retries if they change during the read. */
final class FileReader {

    static final int ATTEMPTS = 3;

    private final Findings findings;
    private final Duration pause;

    FileReader(Findings findings, Duration pause) {
        this.findings = findings;
        this.pause = pause;
    }

    /** A file with its content at one point in time: the first {@code length} bytes of the array. */
    record Read(SourceFile file, byte[] content, int length) {

        InputStream open() {
            return new ByteArrayInputStream(content, 0, length);
        }
    }

    /** Returns empty for a deleted file, and records a finding. */
    Optional<Read> read(String root, SourceFile found) throws IOException {
        SourceFile before = found;
        for (int attempt = 1; ; attempt++) {
            try {
                ByteBuffer content = content(before);
                SourceFile after = before.lookAgain();
                boolean same = after.sameAs(before) && content.position() == after.bytes();
                if (same || attempt == ATTEMPTS) {
                    return Optional.of(asRead(root, after, content, same));
                }
                before = after;
                pause();
            } catch (NoSuchFileException e) {
                vanished(root, found);
                return Optional.empty();
            } catch (AccessDeniedException e) {
                throw denied(root, found, e);
            }
        }
    }

    /**
     * The buffer has one extra byte, which is filled if the file has grown. The second read of the attributes confirms that there
     * is no further content.
     */
    private static ByteBuffer content(SourceFile file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.bytes()) + 1);
        try (SeekableByteChannel channel = Files.newByteChannel(file.location())) {
            while (content.position() < file.bytes() && channel.read(content) >= 0) {}
        }
        return content;
    }

    private Read asRead(String root, SourceFile file, ByteBuffer content, boolean same) {
        if (!same) {
            changed(root, file);
        }
        return new Read(withSize(file, content.position()), content.array(), content.position());
    }

    void vanished(String root, SourceFile file) {
        findings.add(Finding.Kind.FILE_VANISHED, root + "/" + file.path(), "it was listed but no longer exists");
    }

    void changed(String root, SourceFile file) {
        findings.add(
                Finding.Kind.FILE_CHANGED,
                root + "/" + file.path(),
                "it changed while it was read, " + ATTEMPTS + " times; what it was at the end of the last is kept");
    }

    static InputStream open(String root, SourceFile file) throws IOException {
        try {
            return Files.newInputStream(file.location());
        } catch (AccessDeniedException e) {
            throw denied(root, file, e);
        }
    }

    void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static SourceFile withSize(SourceFile file, long bytes) {
        return new SourceFile(
                file.location(), file.path(), file.kind(), bytes, file.modified(), file.changed(), file.mode());
    }

    private static BackupException denied(String root, SourceFile file, AccessDeniedException cause) {
        return new BackupException(ErrorCode.FILE_UNREADABLE, "%s: %s".formatted(root, file.location()), cause);
    }
}
