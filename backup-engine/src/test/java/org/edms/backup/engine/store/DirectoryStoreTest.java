package org.edms.backup.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends PackageStoreContract {

    @TempDir
    Path directory;

    @Override
    PackageStore store() {
        return new DirectoryStore(directory);
    }

    @Test
    void thereIsADigestFileThatSha256sumReads() throws IOException, InterruptedException {
        // given
        put("one.tar.zst", "hello");

        // when
        Process sha256sum = new ProcessBuilder("sha256sum", "-c", "one.tar.zst.sha256")
                .directory(directory.toFile())
                .start();

        // then
        assertThat(sha256sum.waitFor()).isZero();
    }

    @Test
    void aPackageIsItsOwnersAlone() throws IOException {
        // when
        put("one.tar.zst", "hello");

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("one.tar.zst"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theNewestComesFirst() throws IOException {
        // given
        put("old.tar.zst", "1");
        put("new.tar.zst", "2");
        Files.setLastModifiedTime(
                directory.resolve("old.tar.zst"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

        // then
        assertThat(store().list()).extracting(StoredFile::name).containsExactly("new.tar.zst", "old.tar.zst");
    }

    @Test
    void whatIsNoPackageIsNotListed() throws IOException {
        // given
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.createDirectory(directory.resolve("folder.tar.zst"));
        Files.writeString(directory.resolve("dead.tar.zst.partial"), "half");

        // then
        assertThat(store().list()).isEmpty();
    }

    @Test
    void whatAKilledWriterLeftIsRemovedAndNothingElse() throws IOException, InterruptedException {
        // given
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .start();
        try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("writing");
        }
        Files.writeString(directory.resolve("notes.partial"), "mine");
        assertThat(store().removeLeftovers()).isEmpty();

        // when
        writer.destroyForcibly().waitFor();

        // then
        assertThat(store().list()).isEmpty();
        assertThat(store().removeLeftovers()).containsExactly("killed.tar.zst.partial");
        assertThat(directory.resolve("notes.partial")).exists();
    }

    @Test
    void aDiskThatIsFullIsCalledFull() throws IOException {
        // given
        FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
        try (Upload upload = new DirectoryUpload(directory.resolve("a"), directory.resolve("b"), full)) {

            // then
            refuses(ErrorCode.STORE_FULL, () -> upload.write(new byte[10], 0, 10));
        }
    }

    @Test
    void aStoreThatIsNotThereIsSaidToBeSo() {
        DirectoryStore nowhere = new DirectoryStore(directory.resolve("nowhere"));

        refuses(ErrorCode.FILE_UNREADABLE, nowhere::list);
        refuses(ErrorCode.STORE_NOT_WRITABLE, () -> nowhere.begin("one.tar.zst", false));
    }

    @Test
    void thereIsRoom() {
        assertThat(store().freeBytes().orElseThrow()).isPositive();
    }

    /** Started as a process of its own, to be killed. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (Upload upload = new DirectoryStore(Path.of(arguments[0])).begin("killed.tar.zst", false)) {
                upload.write(new byte[1000], 0, 1000);
                System.out.println("writing");
                TimeUnit.MINUTES.sleep(5);
            }
        }
    }
}
