package org.edms.backup.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.model.configuration.BackupType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change while they are read. */
class ChangingFilesTest {

    @TempDir
    Path directory;

    private Path files;
    private Backups backups;

    @BeforeEach
    void prepare() throws IOException {
        Path store = Files.createDirectory(directory.resolve("store"));
        files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("still"), "content");
        backups = new Backups(store).type(BackupType.FILES).files(files);
    }

    @ParameterizedTest
    // Long enough to read that the writer runs meanwhile, also on a busy machine; the second one is read in parts.
    @ValueSource(ints = {5 << 20, 12 << 20})
    void aFileThatKeepsChangingIsKeptAndReported(int bytes) throws Exception {
        // given
        Path restless = Files.write(files.resolve("restless"), new byte[bytes]);
        Thread writer = new Thread(() -> append(restless));
        writer.start();

        try {
            // when
            BackupResult result = backups.run();

            // then
            assertThat(result.manifest().findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Finding.Kind.FILE_CHANGED);
                assertThat(finding.subject()).isEqualTo("storage/restless");
            });
            List<Entry> kept = backups.entries(result).stream()
                    .filter(entry -> entry.file() != null && entry.kind() == MemberKind.FILE)
                    .toList();
            assertThat(kept).extracting(entry -> entry.file().path()).containsExactly("restless", "still");
            assertThat(kept.get(0).bytes()).isGreaterThanOrEqualTo(bytes);
            assertThat(backups.verify(result)).isEmpty();
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    void aLargeFileThatStopsChangingIsReadAgain() throws Exception {
        // given
        Path settling = Files.write(files.resolve("settling"), new byte[64 << 20]);
        Thread writer = new Thread(() -> appendOnce(settling));

        // when
        writer.start();
        BackupResult result = backups.run();
        writer.join();

        // then
        assertThat(backups.entries(result))
                .filteredOn(entry ->
                        entry.kind() == MemberKind.FILE && entry.file().path().equals("settling"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.bytes()).isIn((64L << 20) + 4, 64L << 20));
        assertThat(backups.verify(result)).isEmpty();
    }

    private static void append(Path file) {
        try (OutputStream output = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            while (!Thread.currentThread().isInterrupted()) {
                output.write(1);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void appendOnce(Path file) {
        try {
            Thread.sleep(60);
            Files.writeString(file, "more", StandardOpenOption.APPEND);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
