package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merge does not leave old ids in columns that nobody has declared to be references, unless it is told to. */
@PostgresTest
class UndeclaredReferencesTest {

    private static final String TABLES = """
            CREATE TABLE tags (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE letters (id serial PRIMARY KEY, number text NOT NULL UNIQUE, tag_id integer, extra jsonb);
            """;

    private static final String ROWS = """
            INSERT INTO tags (id, name) SELECT i, 'tag' || i FROM generate_series(1, 40) i;
            INSERT INTO letters (number, tag_id, extra)
            SELECT 'n' || i, 1 + i % 40, jsonb_build_object('tags', jsonb_build_array(1 + i % 40)) FROM generate_series(1, 90) i;
            """;

    /** The same tags, in another order. */
    private static final String OTHER_IDS =
            "INSERT INTO tags (id, name) SELECT 41 - i, 'tag' || i FROM generate_series(1, 40) i";

    @TempDir
    Path store;

    private BackupResult backup(TestDatabase source) throws Exception {
        source.execute(TABLES + ROWS);
        return new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .model(EdmsModel.unknown())
                .run();
    }

    private static String letters(TestDatabase database) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM letters")) {
            result.next();
            return result.getString(1);
        }
    }

    @Test
    void aMergeWhoseIdsChangeIsRefusedByName(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES + OTHER_IDS);

        // when
        RestoreReport report = new Restores(store, backup).into(target).run();

        // then
        assertThat(report.committed()).isFalse();
        assertThat(report.failure().code()).isEqualTo(ErrorCode.REFERENCE_UNDECLARED);
        assertThat(report.failure().code().exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(report.failure().detail())
                .contains(
                        "public.letters.tag_id references tags: 40 of 40 values are ids (name)",
                        "below letters: references: - { column: tag_id, table: tags }",
                        "- { column: extra, table: tags, json: \"$.tags[*]\" }");
        assertThat(letters(target)).isEqualTo("0");
    }

    @Test
    void aDryRunIsRefusedToo(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES + OTHER_IDS);

        // when
        RestoreReport report = new Restores(store, backup).into(target).dryRun().run();

        // then
        assertThat(report.failure().code()).isEqualTo(ErrorCode.REFERENCE_UNDECLARED);
    }

    @Test
    void aMergeThatIsToldToGoOnListsTheColumns(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES + OTHER_IDS);

        // when
        RestoreReport report =
                new Restores(store, backup).into(target).allowUndeclared().run();

        // then
        assertThat(report.committed()).isTrue();
        assertThat(report.warnings())
                .extracting(Failure::code)
                .containsExactly(ErrorCode.REFERENCE_UNDECLARED, ErrorCode.REFERENCE_UNDECLARED);
        assertThat(letters(target)).isEqualTo("90");
    }

    @Test
    void aMergeThatKeepsAllIdsNeedsNoDeclaration(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES);

        // when
        RestoreReport report = new Restores(store, backup).into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
    }

    /** The rows of such a table are in the target, with the ids of the target in their foreign keys. */
    @Test
    void aTextWithTheForeignKeyOfItsStreamedRowIsFound(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = """
                CREATE TABLE tags (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE TABLE scans (number text NOT NULL UNIQUE, tag_id integer NOT NULL REFERENCES tags, file text);
                """;
        source.execute(tables + "INSERT INTO tags (id, name) SELECT i, 'tag' || i FROM generate_series(1, 40) i;"
                + "INSERT INTO scans SELECT 'n' || i * 7919, 1 + i % 40, lpad((1 + i % 40)::text, 6, '0') || '.png' "
                + "FROM generate_series(1, 90) i");
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .model(EdmsModel.unknown())
                .run();
        target.execute(tables + OTHER_IDS);

        // when
        RestoreReport report = new Restores(store, backup).into(target).run();

        // then
        assertThat(report.failure().code()).isEqualTo(ErrorCode.REFERENCE_UNDECLARED);
        assertThat(report.failure().detail())
                .contains(
                        "public.scans.file \"{id:06}.png\" references tags: 40 of 40 values are ids (same as tag_id of its row)");
    }

    /** The types of its rows are foreign keys too. */
    @Test
    void anIdWhoseTypeIsAForeignKeyOfItsStreamedRowIsFound(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = """
                CREATE TABLE kinds (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE TABLE tags (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE TABLE people (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE TABLE marks (number text NOT NULL UNIQUE, type_id integer NOT NULL REFERENCES kinds, object_id integer);
                """;
        source.execute(tables + "INSERT INTO tags (id, name) SELECT i, 'tag' || i FROM generate_series(1, 40) i;"
                + "INSERT INTO people (id, name) SELECT 1000 + i, 'person' || i FROM generate_series(1, 40) i;"
                + "INSERT INTO kinds VALUES (1, 'tag'), (2, 'people');"
                + "INSERT INTO marks SELECT 'n' || i * 7919, 1 + i % 2, CASE WHEN i % 2 = 0 THEN 0 ELSE 1000 END + 1 + i % 40 "
                + "FROM generate_series(1, 90) i");
        BackupResult backup = new Backups(store)
                .of(source)
                .type(BackupType.DATABASE)
                .model(EdmsModel.unknown())
                .run();
        target.execute(tables + OTHER_IDS
                + "; INSERT INTO people (id, name) SELECT 1041 - i, 'person' || i FROM generate_series(1, 40) i;"
                + "INSERT INTO kinds VALUES (2, 'tag'), (1, 'people')");

        // when
        RestoreReport report = new Restores(store, backup).into(target).run();

        // then
        assertThat(report.failure().code()).isEqualTo(ErrorCode.REFERENCE_UNDECLARED);
        assertThat(report.failure().detail())
                .contains("public.marks.object_id references tags, people: 40 of 40 values are ids (type in type_id)");
    }
}
