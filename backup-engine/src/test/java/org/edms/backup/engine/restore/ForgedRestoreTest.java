package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.Forgeries;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.container.ForgedPackage;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Restores packages that are forged but have correct digests, and packages that were damaged after their digest file was lost.
 */
@PostgresTest
class ForgedRestoreTest {

    private static final String NAME = "forged.tar";

    @TempDir
    Path directory;

    private Path store;
    private Path storage;

    private static ForgedPackage whole;
    private static TestDatabase empty;

    @BeforeAll
    static void makeOne(TestDatabase source, TestDatabase target, @TempDir Path directory) throws Exception {
        source.execute("CREATE TABLE t (id int PRIMARY KEY, word text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one.txt"), "one");
        Files.writeString(files.resolve("two.txt"), "two");
        Path store = Files.createDirectory(directory.resolve("store"));
        BackupResult backup = new Backups(store)
                .of(source)
                .files(files)
                .model(ModelFile.parse("format: edms-model/1\ntables: {t: {key: [word]}}"))
                .run();
        whole = ForgedPackage.of(store.resolve(backup.stored().name()));
        empty = target;
    }

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

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.edms.backup.engine.pack.Forgeries#all")
    void aRestoreAndAVerificationRefuseTheSame(String what, String named, Forgeries.Forgery forgery)
            throws IOException {
        // given
        ForgedPackage forged = whole.copy();
        forgery.change(forged);
        forged.write(store.resolve(NAME));

        // then
        assertRefusedByAll(what);
    }

    @Test
    void swappedFileContentsAreDetected() throws IOException {
        // given
        ForgedPackage forged = whole.copy();
        byte[] one = forged.members().get("files/storage/one.txt");
        forged.members().put("files/storage/one.txt", forged.members().get("files/storage/two.txt"));
        forged.members().put("files/storage/two.txt", one);
        forged.write(store.resolve(NAME));

        // then
        assertRefusedByAll("swapped");
    }

    /** A restore may accept damage in members that it does not use, such as the guide. Only verification reads those. */
    @Test
    void aDamagedPackageIsRefusedOrRestoredExactly() throws Exception {
        // given
        byte[] bytes = Files.readAllBytes(whole.copy().write(store.resolve(NAME)));
        int refused = 0;

        for (int at = 0; at < bytes.length; at += 509) {
            // when
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x11;
            Files.write(store.resolve(NAME), damaged);
            ErrorCode verified = verified();
            ErrorCode dryRun = codeOf(into().dryRun());
            ErrorCode restored = codeOf(into().scope(RestoreScope.FILES));

            // then
            assertThat(Stream.of(verified, dryRun, restored).filter(Objects::nonNull))
                    .as("byte %d", at)
                    .allSatisfy(code -> assertThat(code.exitCode()).isEqualTo(ExitCode.PACKAGE_UNREADABLE));
            if (verified == null) {
                assertThat(dryRun).as("dry run with damage at byte %d", at).isNull();
            }
            if (dryRun == null) {
                assertThat(restored).as("restore with damage at byte %d", at).isNull();
            }
            if (restored == null) {
                assertThat(storage.resolve("one.txt")).hasContent("one");
                assertThat(storage.resolve("two.txt")).hasContent("two");
                FileTree.delete(storage);
            } else {
                assertThat(names(storage)).isEmpty();
                refused++;
            }
            Files.createDirectories(storage);
        }
        assertThat(refused).isGreaterThan(5);
    }

    private void assertRefusedByAll(String what) throws IOException {
        ErrorCode verified = verified();
        ErrorCode dryRun = codeOf(into().dryRun());
        ErrorCode restored = codeOf(into());
        assertThat(List.of(String.valueOf(dryRun), String.valueOf(restored)))
                .as("%s: dry run and restore, after a verification ended with %s", what, verified)
                .containsOnly(String.valueOf(verified));
        assertThat(verified).isNotNull();
        assertThat(verified.exitCode()).isEqualTo(ExitCode.PACKAGE_UNREADABLE);
        assertThat(names(storage)).isEmpty();
    }

    private Restores into() {
        return restores().into(empty).files(storage).mode(RestoreMode.REPLACE).scope(RestoreScope.FULL);
    }

    private static ErrorCode codeOf(Restores restores) throws IOException {
        try {
            restores.run();
            return null;
        } catch (BackupException e) {
            return e.code();
        }
    }

    private ErrorCode verified() throws IOException {
        DirectoryStore packages = new DirectoryStore(store);
        try {
            VerifyResult result = new Verification(packages, new StoredPackages(packages, List.of()), Clock.systemUTC())
                    .verify(NAME, VerifyLevel.FULL);
            return result.findings().isEmpty() ? null : result.findings().get(0).code();
        } catch (BackupException e) {
            return e.code();
        }
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
