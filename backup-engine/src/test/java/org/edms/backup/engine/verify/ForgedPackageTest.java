package org.edms.backup.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.legacy.ConvertedPackage;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.Forgeries;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.container.ForgedPackage;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packages written by an attacker: all digests are correct, but the content is harmful. A restore rejects them when it opens
 * them.
 */
@PostgresTest
class ForgedPackageTest {

    @TempDir
    static Path directory;

    private static ForgedPackage genuine;

    @BeforeAll
    static void makeOne(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, word text); INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one.txt"), "one");
        Files.writeString(files.resolve("two.txt"), "two");
        Path store = Files.createDirectory(directory.resolve("genuine"));
        BackupResult backup = new Backups(store)
                .of(database)
                .files(files)
                .model(ModelFile.parse("format: edms-model/1\ntables: {t: {key: [word]}}"))
                .run();
        genuine = ForgedPackage.of(store.resolve(backup.stored().name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.edms.backup.engine.pack.Forgeries#all")
    void restoreAndVerifyRejectThePackageWithTheSameCode(String what, String named, Forgeries.Forgery forgery)
            throws IOException {
        for (String suffix : List.of(".tar", ".tar.gz", ".tar.zst")) {
            // given
            ForgedPackage forged = genuine.copy();
            forgery.change(forged);
            Path file = forged.write(directory.resolve("forged" + suffix));

            // when
            List<Failure> opened = opened(file);
            List<Failure> verified = verified(file, VerifyLevel.FULL);

            // then
            assertThat(List.of(opened, verified)).as(suffix).allSatisfy(failures -> {
                assertThat(failures).isNotEmpty();
                assertThat(failures.get(0).code().exitCode()).isEqualTo(ExitCode.PACKAGE_UNREADABLE);
                assertThat(failures.get(0).detail()).contains(named);
                assertThat(failures.get(0).detail()).doesNotContainPattern("\\p{Cntrl}");
            });
        }
    }

    @Test
    void aRewrittenPackageWithTheSameContentPasses() throws IOException {
        for (String suffix : List.of(".tar", ".tar.gz", ".tar.zst")) {
            Path file = genuine.copy().write(directory.resolve("same" + suffix));

            assertThat(opened(file)).isEmpty();
            assertThat(verified(file, VerifyLevel.QUICK)).isEmpty();
            assertThat(verified(file, VerifyLevel.FULL)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "tab\there", "back\\slash", "100%", "e\u0301", "...", ".edms", "a/.edms-restore-x"})
    void aNameThatARealFileCanHaveIsBackedUpAndRead(String path) throws IOException {
        // given
        Path root = Files.createTempDirectory(directory, "odd");
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
        Path store = Files.createTempDirectory(directory, "store");
        BackupResult backup =
                new Backups(store).type(BackupType.FILES).files(root).run();

        // then
        assertThat(backup.manifest().roots().get(0).files()).isEqualTo(1);
        assertThat(opened(store.resolve(backup.stored().name()))).isEmpty();
        assertThat(verified(store.resolve(backup.stored().name()), VerifyLevel.FULL))
                .isEmpty();
    }

    @Test
    void aDamagedPackageIsNotMistakenForALegacyPackage() throws IOException {
        // given
        ForgedPackage forged = genuine.copy();
        forged.head().remove("header");
        Path file = forged.write(directory.resolve("damaged.tar"));

        // then
        assertThat(ConvertedPackage.isNeededFor(
                        new DirectoryStore(directory), file.getFileName().toString(), List.of()))
                .isFalse();
    }

    @Test
    void aDigestFileThatDiffersIsRejected() throws IOException {
        // given
        Path file = genuine.copy().write(directory.resolve("digest.tar"));
        Files.writeString(directory.resolve("digest.tar.sha256"), "0".repeat(64) + "  digest.tar\n");

        // then
        assertThatThrownBy(() -> packages().compareDigest(file.getFileName().toString()))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_CORRUPT);
                    assertThat(e).hasMessageContaining("digest.tar.sha256");
                });
    }

    private static StoredPackages packages() {
        return new StoredPackages(new DirectoryStore(directory), List.of());
    }

    /** Opens a package like a restore does, up to the first row or file. */
    private static List<Failure> opened(Path file) throws IOException {
        try (PackageReader reader = new StoredPackages(new DirectoryStore(file.getParent()), List.of())
                .open(file.getFileName().toString())) {
            PackageContent content = PackageContent.read(reader);
            if (content.manifest().database() != null) {
                content.catalog();
            }
            content.model();
            for (Map.Entry<String, Long> rows : rows(content).entrySet()) {
                PackageContent.use(reader, content.entry(rows.getKey()), rest -> rest.read());
            }
            return List.of();
        } catch (BackupException e) {
            return List.of(e.failure());
        }
    }

    private static Map<String, Long> rows(PackageContent content) {
        Map<String, Long> rows = new LinkedHashMap<>();
        if (content.manifest().database() != null) {
            content.manifest()
                    .database()
                    .tables()
                    .forEach(table -> table.members().forEach(member -> rows.put(member, 0L)));
        }
        return rows;
    }

    private static List<Failure> verified(Path file, VerifyLevel level) throws IOException {
        DirectoryStore store = new DirectoryStore(file.getParent());
        try {
            return new ArrayList<>(new Verification(store, new StoredPackages(store, List.of()), Clock.systemUTC())
                    .verify(file.getFileName().toString(), level)
                    .findings());
        } catch (BackupException e) {
            return List.of(e.failure());
        }
    }
}
