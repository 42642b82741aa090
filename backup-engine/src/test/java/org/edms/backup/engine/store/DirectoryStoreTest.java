package org.edms.backup.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    @Override
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    void appears(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
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
    void onlyItsOwnerCanReadAPackage() throws IOException {
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
    void onlyPackagesAreListed() throws IOException {
        // given
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.createDirectory(directory.resolve("folder.tar.zst"));
        Files.writeString(directory.resolve("dead.tar.zst.partial"), "half");

        // then
        assertThat(store().list()).isEmpty();
    }

    @Test
    void onlyTheLeftoversOfAKilledWriterAreRemoved() throws IOException, InterruptedException {
        // given
        Process writer = start(List.of(), Writer.class);
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
    void aFullDiskIsReportedAsFull() throws IOException {
        // given
        FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
        PartialFile partial = new PartialFile(directory.resolve("b"), full);
        try (Upload upload = new DirectoryUpload(directory.resolve("a"), false, partial, List.of())) {

            // then
            refuses(ErrorCode.STORE_FULL, () -> upload.write(new byte[10], 0, 10));
        }
    }

    @Test
    void aMissingStoreIsReported() {
        DirectoryStore nowhere = new DirectoryStore(directory.resolve("nowhere"));

        refuses(ErrorCode.FILE_UNREADABLE, nowhere::list);
        refuses(ErrorCode.STORE_NOT_WRITABLE, () -> nowhere.begin("one.tar.zst", false));
    }

    @Test
    void thereIsRoom() {
        assertThat(store().freeBytes().orElseThrow()).isPositive();
    }

    @Test
    void anUnfinishedPackageOfAnotherUserIsLeftAlone() throws IOException, InterruptedException {
        // given
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make files of another user");
        Path foreign = Files.writeString(directory.resolve("foreign.tar.zst.partial"), "half");
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rw-------"));
        Files.setAttribute(foreign, "unix:uid", 12345);

        // when
        Process cleaner = start(List.of("unshare", "--user"), Cleaner.class);

        // then
        try (BufferedReader output = cleaner.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines().toList())
                    .endsWith("removed []")
                    .first()
                    .asString()
                    .contains("WARN", "foreign.tar.zst.partial");
        }
        assertThat(cleaner.waitFor()).isZero();
        assertThat(foreign).exists();
        assertThat(put("mine.tar.zst", "hello")).isNotEmpty();
    }

    @Test
    void anUnfinishedPackageThatCannotBeOpenedIsLeftAlone() throws IOException {
        // given
        Files.createDirectory(directory.resolve("odd.tar.zst.partial"));
        Files.writeString(directory.resolve("dead.tar.zst.partial"), "half");

        // then
        assertThat(store().removeLeftovers()).containsExactly("dead.tar.zst.partial");
    }

    @Test
    void anUnfinishedPackageThatIsJustBeingCreatedIsLeftAlone() throws IOException {
        // given
        Path created = Files.createFile(directory.resolve("new.tar.zst.partial"));

        // then
        assertThat(store().removeLeftovers()).isEmpty();

        // when
        Files.setLastModifiedTime(created, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        // then
        assertThat(store().removeLeftovers()).containsExactly("new.tar.zst.partial");
    }

    @Test
    void startingABackupKeepsPackagesThatAnotherProcessIsFinishing() throws IOException, InterruptedException {
        // given
        Process publisher = start(List.of(), Publisher.class);

        // when
        List<String> removed = new ArrayList<>();
        List<StoredFile> seen = List.of();
        while (publisher.isAlive()) {
            removed.addAll(store().removeLeftovers());
            seen = store().list();
        }

        // then
        assertThat(publisher.exitValue()).isZero();
        assertThat(removed).isEmpty();
        assertThat(seen.size()).isLessThanOrEqualTo(Publisher.PACKAGES);
        assertThat(store().list()).hasSize(Publisher.PACKAGES);
    }

    @Test
    void aListDoesNotFailWhileRetentionDeletes() throws Exception {
        // given
        FutureTask<Void> retention = new FutureTask<>(() -> {
            for (int i = 0; i < 100; i++) {
                put("package-" + i + ".tar.zst", "content");
                store().delete("package-" + i + ".tar.zst");
            }
            return null;
        });
        new Thread(retention, "retention").start();

        // then
        while (!retention.isDone()) {
            assertThat(store().list()).hasSizeLessThan(2);
        }
        retention.get();
    }

    private Process start(List<String> launcher, Class<?> program) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), directory.toString()));
        return new ProcessBuilder(command).start();
    }

    /** Runs as another user than the owner of the file. */
    static final class Cleaner {

        private Cleaner() {}

        public static void main(String[] arguments) {
            System.out.println("removed " + new DirectoryStore(Path.of(arguments[0])).removeLeftovers());
        }
    }

    /** Runs as a separate process that publishes one package after the other. */
    static final class Publisher {

        static final int PACKAGES = 100;

        private Publisher() {}

        public static void main(String[] arguments) {
            DirectoryStore store = new DirectoryStore(Path.of(arguments[0]));
            for (int i = 0; i < PACKAGES; i++) {
                put(store, "package-" + i + ".tar.zst", "content", false);
            }
        }
    }

    /** Runs as a separate process that is killed. */
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
