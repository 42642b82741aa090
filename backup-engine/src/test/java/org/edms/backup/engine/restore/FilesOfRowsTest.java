package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.restore.compare.ComparedFiles;
import org.edms.backup.engine.restore.compare.ComparisonResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges systems whose files are named by the ids of rows. */
@PostgresTest
class FilesOfRowsTest {

    private static final String MODEL = """
            format: edms-model/2
            fileRoots: { storage: {} }
            tables:
              paper: { key: [code], files: [{ root: storage, template: "thumbs/{id:07}.webp" }] }
              page: { key: [name], files: [{ root: storage, template: "pages/{id}/{*}", id: uuid }] }
            """;

    private static final String NAMED_BY_FOLDER = """
            format: edms-model/2
            fileRoots: { storage: {} }
            tables:
              page: { key: [name], files: [{ root: storage, template: "pages/{id}/x", id: folder }] }
            """;

    private static final String TABLES = """
            CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
            CREATE TABLE page (id serial PRIMARY KEY, name text NOT NULL UNIQUE, uuid uuid NOT NULL UNIQUE);
            """;

    @TempDir
    Path store;

    @TempDir
    Path there;

    @TempDir
    Path here;

    @Test
    void filesFollowTheIdsOfTheirRows(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = twoSystems(source, target);

        // when
        RestoreReport plan =
                new Restores(store, backup).into(target).files(here).dryRun().run();
        RestoreReport report =
                new Restores(store, backup).into(target).files(here).run();
        RestoreReport again =
                new Restores(store, backup).into(target).files(here).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.files()).isEqualTo(plan.files());
        assertThat(report.files().get(0).account()).isEqualTo(new Account(5, 3, 1, 1, 0, 0));
        assertThat(again.files().get(0).account()).isEqualTo(new Account(5, 0, 5, 0, 0, 0));
        assertThat(contents(here))
                .isEqualTo(new TreeMap<>(Map.of(
                        "thumbs/0000001.webp", "of mine",
                        "thumbs/0000002.webp", "of a",
                        "thumbs/0000012.webp", "of b",
                        "pages/00000000-0000-0000-0000-000000000009/x.png", "of p",
                        "pages/00000000-0000-0000-0000-000000000002/y.png", "of q",
                        "other.txt", "other")));
    }

    @Test
    void filesThatAreMissingOrDifferentAfterAMergeAreNamed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = twoSystems(source, target);
        new Restores(store, backup).into(target).files(here).run();

        // when
        ComparisonResult result =
                new Restores(store, backup).into(target).files(here).compare();
        Files.delete(here.resolve("thumbs/0000012.webp"));
        write(here, "pages/00000000-0000-0000-0000-000000000009/x.png", "of q");
        ComparisonResult damaged =
                new Restores(store, backup).into(target).files(here).compare();

        // then
        assertThat(result.sound()).isTrue();
        assertThat(result.files())
                .containsExactlyInAnyOrder(
                        new ComparedFiles("public.paper", "storage", 2, 2, 0, 0),
                        new ComparedFiles("public.page", "storage", 2, 2, 0, 0));
        assertThat(damaged.sound()).isFalse();
        assertThat(damaged.findings())
                .containsExactlyInAnyOrder(
                        "public.paper: thumbs/0000002.webp in the package is thumbs/0000012.webp in the database: there is no such file in storage",
                        "public.page: pages/00000000-0000-0000-0000-000000000001/x.png in the package is pages/00000000-0000-0000-0000-000000000009/x.png in the database: the file has other content");
    }

    @Test
    void theTargetsFileOfTheSameRowStaysWithKeep(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = twoSystems(source, target);

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .files(here)
                .onMatch(OnMatch.KEEP)
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(contents(here))
                .containsEntry("thumbs/0000002.webp", "older")
                .containsEntry("thumbs/0000012.webp", "of b");
    }

    @Test
    void aFileWithoutARowIsReported(TestDatabase source, TestDatabase target) throws Exception {
        // given
        write(there, "thumbs/0000077.webp", "of nobody");
        BackupResult backup = twoSystems(source, target);

        // when
        RestoreReport report =
                new Restores(store, backup).into(target).files(here).run();

        // then
        assertThat(report.committed()).isTrue();
        assertThat(report.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(ErrorCode.REFERENCE_UNRESOLVED);
            assertThat(warning.detail()).contains("storage/thumbs/0000077.webp");
        });
        assertThat(contents(here)).doesNotContainKey("thumbs/0000077.webp");
    }

    @Test
    void anyUniqueColumnCanNameFiles(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE page (id serial PRIMARY KEY, name text NOT NULL UNIQUE, folder text UNIQUE);";
        source.execute(tables + "INSERT INTO page VALUES (1, 'p', 'f1'), (2, 'q', 'f2')");
        target.execute(tables + "INSERT INTO page VALUES (7, 'p', 'mine')");
        write(there, "pages/f1/x", "of p");
        write(there, "pages/f2/x", "of q");
        BackupResult backup = backup(source, NAMED_BY_FOLDER);

        // when
        RestoreReport report =
                new Restores(store, backup).into(target).files(here).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(contents(here)).isEqualTo(new TreeMap<>(Map.of("pages/mine/x", "of p", "pages/f2/x", "of q")));
    }

    @Test
    void aColumnThatIsNoKeyIsRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE page (name text NOT NULL UNIQUE, folder text);";
        source.execute(tables + "INSERT INTO page VALUES ('p', 'f1')");
        target.execute(tables);
        write(there, "pages/f1/x", "of p");
        BackupResult backup = backup(source, NAMED_BY_FOLDER);

        // when // then
        assertThatThrownBy(() ->
                        new Restores(store, backup).into(target).files(here).run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID));
        assertThat(contents(here)).isEmpty();
    }

    @Tag("long")
    @Test
    void filesAreNamedInParts(TestDatabase source, TestDatabase target) throws Exception {
        // given
        int files = 10_001;
        source.execute(TABLES + "INSERT INTO paper SELECT n, n FROM generate_series(1, %d) n".formatted(files));
        target.execute(TABLES + "INSERT INTO paper VALUES (20000, 1), (20001, %d)".formatted(files));
        for (int id = 1; id <= files; id++) {
            write(there, "thumbs/%07d.webp".formatted(id), "x");
        }
        write(here, "thumbs/0020000.webp", "x");
        write(here, "thumbs/0020001.webp", "y");
        BackupResult backup = backup(source, MODEL);

        // when
        RestoreReport plan =
                new Restores(store, backup).into(target).files(here).dryRun().run();

        // then
        assertThat(plan.failure()).isNull();
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.files().get(0).account()).isEqualTo(new Account(files, files - 2, 1, 1, 0, 0));
    }

    @Test
    void aReplaceKeepsTheNames(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = twoSystems(source, target);

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .files(here)
                .mode(RestoreMode.REPLACE)
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(contents(here))
                .containsEntry("thumbs/0000001.webp", "of a")
                .containsEntry("thumbs/0000002.webp", "of b");
    }

    private BackupResult twoSystems(TestDatabase source, TestDatabase target) throws Exception {
        source.execute(TABLES + """
                INSERT INTO paper VALUES (1, 'a'), (2, 'b');
                INSERT INTO page VALUES (1, 'p', '00000000-0000-0000-0000-000000000001'), (2, 'q', '00000000-0000-0000-0000-000000000002');
                """);
        target.execute(TABLES + """
                INSERT INTO paper VALUES (1, 'mine'), (2, 'a');
                SELECT setval('paper_id_seq', 11);
                INSERT INTO page VALUES (5, 'p', '00000000-0000-0000-0000-000000000009');
                """);
        write(there, "thumbs/0000001.webp", "of a");
        write(there, "thumbs/0000002.webp", "of b");
        write(there, "pages/00000000-0000-0000-0000-000000000001/x.png", "of p");
        write(there, "pages/00000000-0000-0000-0000-000000000002/y.png", "of q");
        write(there, "other.txt", "other");
        write(here, "thumbs/0000001.webp", "of mine");
        write(here, "thumbs/0000002.webp", "older");
        write(here, "other.txt", "other");
        return backup(source, MODEL);
    }

    private BackupResult backup(TestDatabase source, String model) throws IOException {
        return new Backups(store)
                .of(source)
                .files(there)
                .model(ModelFile.parse(model))
                .run();
    }

    private static void write(Path root, String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !root.relativize(each).toString().startsWith(".edms-restore"))
                    .toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
