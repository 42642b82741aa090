package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Merges two systems that have given the same name to different files. */
@PostgresTest
class FileClaimsTest {

    private static final String TABLES = """
            CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE, path text UNIQUE);
            CREATE TABLE touched (code text);
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN INSERT INTO touched VALUES (NEW.code); RETURN NEW; END $$;
            CREATE TRIGGER touch AFTER UPDATE ON paper FOR EACH ROW EXECUTE FUNCTION touch();
            """;

    private static final String MODEL = """
            format: edms-model/2
            fileRoots: { storage: { prefix: "media/" } }
            tables:
              touched: { key: content }
              paper: { key: [code], files: [{ root: storage, path: path, onConflict: %s }] }
            """;

    @TempDir
    Path store;

    @TempDir
    Path there;

    @TempDir
    Path here;

    @Test
    void aFileOfAnotherRowIsNotReplaced(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = systems(source, target, "fail");

        // when
        RestoreReport plan = restores(backup, target).dryRun().run();
        RestoreReport report = restores(backup, target).run();

        // then
        assertThat(report.committed()).isFalse();
        assertThat(report.failure()).isEqualTo(plan.failure());
        assertThat(report.failure().code()).isEqualTo(ErrorCode.FILE_CONFLICT);
        assertThat(report.failure().detail()).contains("1 files", "public.paper.path", "storage/1.pdf");
        assertThat(Files.readString(here.resolve("1.pdf"))).isEqualTo("ours");
        assertThat(filesIn(here)).containsExactlyInAnyOrder("1.pdf", "2.pdf");
        assertThat(paths(target)).isEqualTo("mine=media/1.pdf shared=media/2.pdf");
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATE", "KEEP"})
    void aFileGetsAnotherNameIfTheModelSaysSo(OnMatch onMatch, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        BackupResult backup = systems(source, target, "rename");

        // when
        RestoreReport plan = restores(backup, target).onMatch(onMatch).dryRun().run();
        RestoreReport report = restores(backup, target).onMatch(onMatch).run();
        RestoreReport again = restores(backup, target).onMatch(onMatch).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).extracting(Failure::code).containsExactly(ErrorCode.FILE_RENAMED);
        assertThat(plan.files()).isEqualTo(report.files());
        assertThat(paths(target)).matches("mine=media/1.pdf shared=media/2.pdf theirs=media/1-[0-9a-f]{8}.pdf");
        assertThat(Files.readString(here.resolve("1.pdf"))).isEqualTo("ours");
        assertThat(Files.readString(here.resolve(renamed(target)))).isEqualTo("theirs");
        assertThat(Files.readString(here.resolve("2.pdf"))).isEqualTo(onMatch == OnMatch.UPDATE ? "newer" : "older");
        assertThat(rows(target, "SELECT count(*) FROM touched")).isEqualTo("0");
        assertThat(again.failure()).isNull();
        assertThat(Files.readString(here.resolve("1.pdf"))).isEqualTo("ours");
        assertThat(Files.readString(here.resolve(renamed(target)))).isEqualTo("theirs");
    }

    @Test
    void anUndoRemovesTheRenamedFile(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = systems(source, target, "rename");
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());
        restores(backup, target)
                .id(id)
                .safetyBackup(
                        () -> new Backups(store).of(target).files(here).run().stored())
                .run();

        // when
        restores(backup, target).undo(id).run();

        // then
        assertThat(filesIn(here)).containsExactlyInAnyOrder("1.pdf", "2.pdf");
        assertThat(Files.readString(here.resolve("2.pdf"))).isEqualTo("older");
        assertThat(paths(target)).isEqualTo("mine=media/1.pdf shared=media/2.pdf");
    }

    @Test
    void rowsThatShareAFileShareTheRenamedOne(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE paper (code text UNIQUE, path text);";
        source.execute(tables + "INSERT INTO paper VALUES ('a', 'media/1.pdf'), ('b', 'media/1.pdf')");
        target.execute(tables + "INSERT INTO paper VALUES ('a', 'media/1.pdf')");
        Files.writeString(there.resolve("1.pdf"), "theirs");
        Files.writeString(here.resolve("1.pdf"), "ours");
        EdmsModel model = ModelFile.parse("""
                format: edms-model/2
                fileRoots: { storage: { prefix: "media/" } }
                tables:
                  paper: { key: [code], files: [{ root: storage, path: path, onConflict: rename }] }
                """);
        BackupResult backup =
                new Backups(store).of(source).files(there).model(model).run();

        // when
        RestoreReport report = restores(backup, target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(rows(target, "SELECT count(DISTINCT path) FROM paper")).isEqualTo("1");
        assertThat(Files.readString(here.resolve(rows(target, "SELECT substr(min(path), 7) FROM paper"))))
                .isEqualTo("theirs");
    }

    private BackupResult systems(TestDatabase source, TestDatabase target, String onConflict) throws Exception {
        source.execute(TABLES + "INSERT INTO paper VALUES (1, 'theirs', 'media/1.pdf'), (2, 'shared', 'media/2.pdf')");
        target.execute(TABLES
                + "INSERT INTO paper VALUES (1, 'mine', 'media/1.pdf'), (2, 'shared', 'media/2.pdf');"
                + "SELECT setval('paper_id_seq', 10)");
        Files.writeString(there.resolve("1.pdf"), "theirs");
        Files.writeString(there.resolve("2.pdf"), "newer");
        Files.writeString(here.resolve("1.pdf"), "ours");
        Files.writeString(here.resolve("2.pdf"), "older");
        EdmsModel model = ModelFile.parse(MODEL.formatted(onConflict));
        return new Backups(store).of(source).files(there).model(model).run();
    }

    private Restores restores(BackupResult backup, TestDatabase target) {
        return new Restores(store, backup).into(target).files(here);
    }

    private static String renamed(TestDatabase target) throws SQLException {
        return rows(target, "SELECT substr(path, 7) FROM paper WHERE code = 'theirs'");
    }

    private static String paths(TestDatabase target) throws SQLException {
        return rows(target, "SELECT string_agg(code || '=' || path, ' ' ORDER BY code) FROM paper");
    }

    private static String rows(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Sql(connection).list(query, row -> row.getString(1)).get(0);
        }
    }

    private static Stream<String> filesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".edms-restore"))
                    .toList()
                    .stream();
        }
    }
}
