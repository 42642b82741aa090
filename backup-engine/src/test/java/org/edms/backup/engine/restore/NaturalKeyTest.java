package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys with NULL, keys of partial indexes, tables of one row, and what a merge says about keys that it cannot choose. */
@PostgresTest
class NaturalKeyTest {

    /** As in paperless-ngx: a tag is unique for its owner, and unique among the tags without one. */
    private static final String TAGS = """
            CREATE TABLE person (id serial PRIMARY KEY, username text NOT NULL UNIQUE);
            CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL, owner_id integer REFERENCES person, color text,
              UNIQUE (name, owner_id));
            CREATE UNIQUE INDEX tag_without_owner ON tag (name) WHERE owner_id IS NULL;
            """;

    private static final String TAGS_OF_SOURCE = """
            INSERT INTO person VALUES (1, 'anna'), (2, 'ben');
            INSERT INTO tag VALUES (1, 'tax', NULL, 'red'), (2, 'tax', 1, 'green'), (3, 'tax', 2, 'blue'), (4, 'car', NULL, 'red');
            """;

    private static final String TAGS_OF_TARGET = """
            INSERT INTO person VALUES (1, 'ben'), (2, 'anna');
            INSERT INTO tag VALUES (1, 'tax', 1, 'old'), (2, 'tax', 2, 'old'), (3, 'tax', NULL, 'old');
            """;

    private static final String ALL_TAGS = """
            SELECT string_agg(concat_ws(' ', t.id, t.name, p.username, t.color), ', ' ORDER BY t.id)
            FROM tag t LEFT JOIN person p ON p.id = t.owner_id
            """;

    private static final String TWO_KEYS = """
            CREATE TABLE person (id serial PRIMARY KEY, username text NOT NULL UNIQUE, email text NOT NULL UNIQUE);
            CREATE TABLE shelf (id serial PRIMARY KEY, code text NOT NULL UNIQUE, place integer NOT NULL UNIQUE);
            """;

    @TempDir
    Path store;

    @Test
    void aPartialIndexMakesNullAPartOfTheKey(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TAGS + TAGS_OF_SOURCE);
        target.execute(TAGS + TAGS_OF_TARGET);

        // when
        RestoreReport report = new Restores(store, backup(source)).into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, ALL_TAGS)).isEqualTo("1 tax ben blue, 2 tax anna green, 3 tax red, 4 car red");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name text NOT NULL", "name text"})
    void nullsEqualMatchesNullToNull(String name, TestDatabase source, TestDatabase target) throws Exception {
        // given
        String schema = TAGS.replace("CREATE UNIQUE INDEX", "CREATE INDEX").replace("name text NOT NULL", name);
        source.execute(schema + TAGS_OF_SOURCE);
        target.execute(schema + TAGS_OF_TARGET);
        EdmsModel model = ModelFile.parse("""
                format: edms-model/2
                tables: { tag: { key: [name, owner_id], nulls: equal } }
                """);

        // when
        RestoreReport report =
                new Restores(store, backup(source)).into(target).model(model).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, ALL_TAGS)).isEqualTo("1 tax ben blue, 2 tax anna green, 3 tax red, 4 car red");
    }

    @Test
    void twoRowsWithEqualNullsAreRefusedByName(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String schema = "CREATE TABLE tag (id serial PRIMARY KEY, name text, owner text);";
        source.execute(schema + "INSERT INTO tag VALUES (1, 'tax', NULL), (2, 'tax', NULL)");
        target.execute(schema + "INSERT INTO tag VALUES (1, 'tax', NULL)");
        EdmsModel model = ModelFile.parse("""
                format: edms-model/2
                tables: { tag: { key: [name, owner], nulls: equal, unguarded: true } }
                """);
        BackupResult backup = backup(source);

        // when
        ThrowingCallable merge =
                () -> new Restores(store, backup).into(target).model(model).run();

        // then
        assertThatThrownBy(merge)
                .hasMessageContaining("public.tag: several rows of the package have the same key (tax,)");
    }

    @Test
    void aRowThatWasDeletedIsAnother(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String schema = "CREATE TABLE role (id serial PRIMARY KEY, name text NOT NULL, deleted_at date, level integer);"
                + "CREATE UNIQUE INDEX live_role ON role (name) WHERE deleted_at IS NULL;";
        source.execute(schema + "INSERT INTO role VALUES (1, 'reader', NULL, 1), (2, 'reader', '2026-01-01', 2)");
        target.execute(schema + "INSERT INTO role VALUES (7, 'reader', '2026-01-01', 0), (8, 'reader', NULL, 0)");

        // when
        RestoreReport report = new Restores(store, backup(source)).into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, "SELECT string_agg(id || ':' || level, ',' ORDER BY id) FROM role"))
                .isEqualTo("7:2,8:1");
    }

    @Test
    void aSingleRowMatchesTheOther(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String schema = "CREATE TABLE settings (id serial PRIMARY KEY, title text, secret text);";
        source.execute(schema + "INSERT INTO settings VALUES (4, 'new', 'theirs')");
        target.execute(schema + "INSERT INTO settings VALUES (1, 'old', 'ours')");
        EdmsModel model = ModelFile.parse("""
                format: edms-model/2
                tables: { settings: { key: single, sensitive: { secret: "" } } }
                """);

        // when
        RestoreReport report =
                new Restores(store, backup(source)).into(target).model(model).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, "SELECT string_agg(id || title || secret, ',') FROM settings"))
                .isEqualTo("1newours");
    }

    @Test
    void aSecondRowOfASingleRowTableIsRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String schema = "CREATE TABLE settings (id serial PRIMARY KEY, title text);";
        source.execute(schema + "INSERT INTO settings VALUES (4, 'new'), (5, 'newer')");
        target.execute(schema + "INSERT INTO settings VALUES (1, 'old')");
        EdmsModel model = ModelFile.parse("format: edms-model/2\ntables: { settings: { key: single } }");
        BackupResult backup = backup(source);

        // when
        ThrowingCallable merge =
                () -> new Restores(store, backup).into(target).model(model).run();

        // then
        assertThatThrownBy(merge).hasMessageContaining("public.settings: the model says that it has a single row");
    }

    @Test
    void allAmbiguousKeysAreReportedWithTheLinesForTheModel(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TWO_KEYS + "INSERT INTO person VALUES (1, 'anna', 'a@x'); INSERT INTO shelf VALUES (1, 'a', 1)");
        target.execute(TWO_KEYS + "INSERT INTO person VALUES (1, 'ben', 'b@x'); INSERT INTO shelf VALUES (1, 'b', 2)");
        BackupResult backup = backup(source);

        // when
        ThrowingCallable merge = () -> new Restores(store, backup).into(target).run();

        // then
        assertThatThrownBy(merge)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_AMBIGUOUS))
                .hasMessageContaining("\"person: { key: [email] }\" or \"person: { key: [username] }\"")
                .hasMessageContaining("\"shelf: { key: [code] }\" or \"shelf: { key: [place] }\"");
    }

    @Test
    void aTableWithoutRowsOnOneSideNeedsNoKey(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TWO_KEYS + "INSERT INTO person VALUES (1, 'anna', 'a@x')");
        target.execute(TWO_KEYS + "INSERT INTO shelf VALUES (1, 'b', 2)");

        // when
        RestoreReport report = new Restores(store, backup(source)).into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, "SELECT username || email FROM person")).isEqualTo("annaa@x");
    }

    @Test
    void allAmbiguousRowsAreReportedAtOnce(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String schema = "CREATE TABLE kind (id serial PRIMARY KEY, name text);"
                + "CREATE TABLE paper (id serial PRIMARY KEY, title text);"
                + "CREATE TABLE sheet (id serial PRIMARY KEY, paper_id integer REFERENCES paper, number integer);";
        source.execute(
                schema + "INSERT INTO kind VALUES (1, 'a'), (2, 'a'); INSERT INTO paper VALUES (1, 'p'), (2, 'p');"
                        + "INSERT INTO sheet VALUES (1, 1, 1)");
        target.execute(schema + "INSERT INTO kind VALUES (1, 'b'); INSERT INTO paper VALUES (1, 'q');"
                + "INSERT INTO sheet VALUES (1, 1, 1)");
        EdmsModel model = ModelFile.parse("""
                format: edms-model/2
                tables:
                  kind: { key: [name], unguarded: true }
                  paper: { key: [title], unguarded: true }
                  sheet: { key: [paper_id, number], unguarded: true }
                """);
        BackupResult backup = backup(source);

        // when
        ThrowingCallable merge =
                () -> new Restores(store, backup).into(target).model(model).run();

        // then
        assertThatThrownBy(merge)
                .hasMessageContaining("public.kind: several rows of the package have the same key (a)")
                .hasMessageContaining("public.paper: several rows of the package have the same key (p)")
                .hasMessageNotContaining("public.sheet");
    }

    @Test
    void theBookkeepingOfAFrameworkIsLeftOutAndNamed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String schema =
                "CREATE TABLE django_migrations (id serial PRIMARY KEY, app text, name text, applied timestamptz);"
                        + "CREATE TABLE alembic_version (version_num text PRIMARY KEY);"
                        + "CREATE TABLE migrations (id serial PRIMARY KEY, plan text UNIQUE);";
        source.execute(schema + "INSERT INTO django_migrations (app, name) VALUES ('documents', '0001');"
                + "INSERT INTO alembic_version VALUES ('a1'); INSERT INTO migrations (plan) VALUES ('move')");
        target.execute(schema + "INSERT INTO alembic_version VALUES ('b2')");

        // when
        RestoreReport report = new Restores(store, backup(source)).into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.leftOut())
                .extracting(each -> each.what() + ": " + each.rows() + " " + each.why())
                .containsExactly(
                        "public.alembic_version: 1 Alembic keeps its own records in it; to merge it, describe it in the model",
                        "public.django_migrations: 1 Django keeps its own records in it; to merge it, describe it in the model");
        assertThat(scalar(target, "SELECT string_agg(version_num, ',') FROM alembic_version"))
                .isEqualTo("b2");
        assertThat(scalar(target, "SELECT plan FROM migrations")).isEqualTo("move");
    }

    private BackupResult backup(TestDatabase source) throws Exception {
        return new Backups(store).of(source).type(BackupType.DATABASE).run();
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }
}
