package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.pack.Compression;
import org.edms.backup.engine.pack.ForgedPackage;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores packages whose digests are right and whose content is forged, or that were damaged after their digest was lost. */
@PostgresTest
class ForgedRestoreTest {

    private static final String NAME = "forged.tar";

    @TempDir
    Path directory;

    private Path store;
    private Path storage;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        storage = Files.createDirectory(directory.resolve("storage"));
    }

    @Test
    void aFileIsNeverWrittenWhereAForgedPathLeads() throws IOException {
        // given
        Path live = Files.writeString(storage.resolve("live.txt"), "live");
        Path victim = Files.writeString(directory.resolve("victim.txt"), "victim");
        for (String path : List.of(
                live.toAbsolutePath().toString(), "../victim.txt", ".edms-restore-" + UUID.randomUUID() + "/added")) {
            ForgedPackage forged = packageOfFiles();
            forged.entry("files/storage/one.txt").put("root", "storage").put("path", path);
            forged.write(store.resolve(NAME));

            // then
            assertRefused(restores().files(storage).onMatch(OnMatch.UPDATE), "files/storage/one.txt");
            assertThat(live).hasContent("live");
            assertThat(victim).hasContent("victim");
            assertThat(names(storage)).containsExactly("live.txt");
        }
    }

    @Test
    void rowsAfterTheEndOfDataAreNotDropped(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute("CREATE TABLE t (id int PRIMARY KEY, word text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        BackupResult backup =
                new Backups(store).type(BackupType.DATABASE).of(source).run();
        ForgedPackage forged = ForgedPackage.of(store.resolve(backup.stored().name()));
        forged.with("database/public.t.copy", "1\ta\n\\.\n2\tb\n")
                .entry("database/public.t.copy")
                .put("rows", 1);
        ((ObjectNode) forged.head().path("database").path("tables").get(0)).put("rows", 1);
        forged.write(store.resolve(NAME));

        // then
        assertRefused(restores().into(target).mode(RestoreMode.REPLACE), "database/public.t.copy");
    }

    @Test
    void damagedRowsAreReportedAsADamagedPackage(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute("CREATE TABLE t (id int PRIMARY KEY, word text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        BackupResult backup = new Backups(store)
                .type(BackupType.DATABASE)
                .of(source)
                .compressed(Compression.NONE)
                .run();
        byte[] bytes = Files.readAllBytes(store.resolve(backup.stored().name()));
        int rows = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("1\ta\n2\tb\n");
        bytes[rows] = 'x';
        Files.write(store.resolve(NAME), bytes);

        // then
        assertRefused(restores().into(target).mode(RestoreMode.REPLACE), "database/public.t.copy");
    }

    @Test
    void aPackageThatDiffersFromTheDigestBesideItIsNotRestored() throws IOException {
        // given
        packageOfFiles().write(store.resolve(NAME));
        Files.writeString(store.resolve(NAME + ".sha256"), "0".repeat(64) + "  " + NAME + "\n");

        // then
        assertRefused(restores().files(storage), NAME + ".sha256");
        assertThat(names(storage)).isEmpty();
    }

    private ForgedPackage packageOfFiles() throws IOException {
        Path files = Files.createTempDirectory(directory, "files");
        Files.writeString(files.resolve("one.txt"), "attack");
        BackupResult backup =
                new Backups(store).type(BackupType.FILES).files(files).run();
        return ForgedPackage.of(store.resolve(backup.stored().name()));
    }

    private Restores restores() {
        return new Restores(store, new StoredPackage(new PackageId(UUID.randomUUID()), NAME, 1, "0".repeat(64)));
    }

    private static void assertRefused(Restores restores, String named) {
        assertThatThrownBy(restores::run).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.code().exitCode()).isEqualTo(ExitCode.PACKAGE_UNREADABLE);
            assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(e).hasMessageContaining(named);
        });
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
