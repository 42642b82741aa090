package org.edms.backup.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealKeyTest {

    private static final String DIGEST = "a".repeat(64);

    @TempDir
    Path directory;

    @Test
    void aSealIsValidOnlyForItsPackageAndKey() throws IOException {
        // given
        SealKey key = SealKey.ofStore(directory);
        SealKey other = SealKey.ofStore(directory.resolve("other"));

        // when
        String seal = key.seal(DIGEST);
        other.seal(DIGEST);

        // then
        assertThat(SealKey.ofStore(directory).verify(seal, DIGEST)).isTrue();
        assertThat(key.verify(seal, "b".repeat(64))).isFalse();
        assertThat(key.verify("", DIGEST)).isFalse();
        assertThat(other.verify(seal, DIGEST)).isFalse();
    }

    @Test
    void nobodyElseMayReadTheKey() throws IOException {
        // when
        String seal = SealKey.ofStore(directory).seal(DIGEST);
        Path file = directory.resolve(".edms-backup/seal.key");

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(SealKey.ofStore(directory).verify(seal, DIGEST)).isFalse();
    }

    @Test
    void aSymbolicLinkIsNotAcceptedAsAKey() throws IOException {
        // given
        String seal = SealKey.ofStore(directory.resolve("other")).seal(DIGEST);
        Files.createDirectories(directory.resolve(".edms-backup"));
        Files.createSymbolicLink(
                directory.resolve(".edms-backup/seal.key"), directory.resolve("other/.edms-backup/seal.key"));

        // then
        assertThat(SealKey.ofStore(directory).verify(seal, DIGEST)).isFalse();
    }

    @Test
    void concurrentKeyCreationYieldsOneKey() throws Exception {
        // given
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> seals = new ArrayList<>();

        // when
        for (int i = 0; i < 8; i++) {
            seals.add(threads.submit(() -> SealKey.ofStore(directory).seal(DIGEST)));
        }

        // then
        Set<String> different = new HashSet<>();
        for (Future<String> seal : seals) {
            different.add(seal.get());
        }
        threads.shutdown();
        assertThat(different).hasSize(1);
        assertThat(directory.resolve(".edms-backup")).isDirectoryNotContaining("glob:**/*.new");
    }

    @Test
    void aUserWithoutAHomeDirectoryHasNoKey() {
        assertThat(SealKey.ofUser(Map.of())).isEmpty();
        assertThat(SealKey.ofUser(Map.of("HOME", directory.toString()))).isPresent();
    }

    @Test
    void theKeyOfAnotherUserDoesNotPreventABackup() throws IOException {
        // given
        assumeThat(System.getProperty("user.name"))
                .as("root may read everything")
                .isNotEqualTo("root");
        DirectoryStore store = new DirectoryStore(directory);
        Path keys = Files.createDirectory(directory.resolve(".edms-backup"));
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("---------"));

        // when
        try (Upload upload = store.begin("a.tar.zst", false)) {
            upload.write(new byte[] {1}, 0, 1);
            upload.seal(DIGEST);
            upload.publish();
        }

        // then
        assertThat(directory.resolve("a.tar.zst")).exists();
        assertThat(store.isSealed("a.tar.zst", DIGEST)).isFalse();
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
    }
}
