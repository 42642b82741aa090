package org.edms.backup.engine.restore.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreReport;

/**
 * The files in which a restore area records its owner, its key, its report, and an undo that has begun.
 *
 * @param root the directory that contains the area
 * @param area the directory of the area
 */
record AreaRecords(SecureTree root, SecureTree area, RestoreJobId id) {

    static final Path REPORT = Path.of("report");

    private static final Path UNFINISHED_REPORT = Path.of("report.partial");
    private static final Path OWNER = Path.of("owner");
    private static final Path KEY = Path.of("key");
    private static final Path UNDOING = Path.of("undoing");

    private static final ObjectMapper JSON = Json.newMapper();

    void writeOwner(AreaOwner owner, JournalSeal seal) throws IOException {
        write(OWNER, seal.seal(context(OWNER), JSON.writeValueAsString(owner)));
    }

    /** @return the owner that the area claims to have, not verified; empty if it claims none */
    Optional<AreaOwner> claimedOwner() throws IOException {
        Optional<String> line = readIfExists(OWNER);
        if (line.isEmpty() || line.get().indexOf(' ') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line.get().substring(line.get().indexOf(' ') + 1), AreaOwner.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if the owner was not written with this key */
    void verifyOwner(JournalSeal seal) throws IOException {
        seal.open(context(OWNER), readIfExists(OWNER).orElse(""));
    }

    void writeKey(JournalSeal seal) throws IOException {
        write(KEY, seal.key());
    }

    /** Returns the key of a restore that only restored files, provided that only this user can have written the key. */
    Optional<JournalSeal> ownKey() throws IOException {
        if (!area.isFile(KEY)) {
            return Optional.empty();
        }
        Path directory = area.path().getFileName();
        boolean isPrivate = area.permissions(KEY).equals(AreaDirectory.PRIVATE_FILE.value())
                && root.permissions(directory).equals(AreaDirectory.PRIVATE_DIRECTORY.value());
        boolean isOurs = isPrivate && area.owner(KEY).equals(ownUser());
        return isOurs ? readIfExists(KEY).map(JournalSeal::new) : Optional.empty();
    }

    /** Returns this user as the file system reports it: a network file system may map users. */
    private UserPrincipal ownUser() throws IOException {
        Path probe = Path.of(FileTree.RESTORES + "user-" + UUID.randomUUID());
        try {
            root.write(probe, StandardOpenOption.CREATE_NEW, AreaDirectory.PRIVATE_FILE)
                    .close();
            return root.owner(probe);
        } finally {
            root.deleteIfExists(probe);
        }
    }

    /** The report appears in one step, when it is renamed. */
    void writeReport(RestoreReport report, JournalSeal seal) throws IOException {
        write(UNFINISHED_REPORT, seal.seal(context(REPORT), JSON.writeValueAsString(report)));
        area.move(UNFINISHED_REPORT, area, REPORT);
    }

    /** @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if the report was not written by a restore of this user */
    Optional<RestoreReport> report() throws IOException {
        Optional<String> line = readIfExists(REPORT);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        JournalSeal key = ownKey().orElseThrow(() ->
                new BackupException(ErrorCode.JOURNAL_UNTRUSTED, area.path().toString()));
        try {
            return Optional.of(JSON.readValue(key.open(context(REPORT), line.get()), RestoreReport.class));
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, area.path().toString(), e);
        }
    }

    boolean hasReport() throws IOException {
        return area.isFile(REPORT);
    }

    void markUndoing() throws IOException {
        write(UNDOING, "");
    }

    boolean isUndoing() throws IOException {
        return area.isFile(UNDOING);
    }

    /** Deletes what only a restore that can still be undone records. */
    void deleteReportAndUndoMark() throws IOException {
        area.deleteIfExists(REPORT);
        area.deleteIfExists(UNDOING);
    }

    private String context(Path file) {
        return "restore %s, %s".formatted(id, file);
    }

    private void write(Path file, String content) throws IOException {
        try (FileChannel channel = area.write(file, StandardOpenOption.TRUNCATE_EXISTING, AreaDirectory.PRIVATE_FILE);
                OutputStream output = Channels.newOutputStream(channel)) {
            output.write(content.getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        } catch (IOException e) {
            if (Failure.isDiskFull(e)) {
                throw new BackupException(ErrorCode.TARGET_FULL, area.path().toString(), e);
            }
            throw e;
        }
    }

    private Optional<String> readIfExists(Path file) throws IOException {
        if (!area.isFile(file)) {
            return Optional.empty();
        }
        try (InputStream content = area.read(file)) {
            return Optional.of(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
