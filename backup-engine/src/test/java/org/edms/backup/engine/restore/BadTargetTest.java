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
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A target that does not fit the package is reported, and not changed. */
@PostgresTest
class BadTargetTest {

    private static final String TABLES = "CREATE TABLE folder (code text PRIMARY KEY);"
            + "CREATE TABLE paper (code text PRIMARY KEY, folder text REFERENCES folder);"
            + "CREATE INDEX ON paper (folder); CREATE INDEX ON folder (lower(code));";
    private static final String ROWS =
            "INSERT INTO folder VALUES ('in'), ('out'); INSERT INTO paper VALUES ('p', 'in'), ('q', 'out');";

    @TempDir
    Path store;

    @ParameterizedTest
    @EnumSource
    void fewConnectionsAreEnough(RestoreMode mode, TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        Restores restores = intoOwnTables(backup, target, 2);

        // when
        RestoreReport report = restores.mode(mode).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(target, "SELECT count(*) FROM paper")).isEqualTo("2");
        dropRole(target);
    }

    @Test
    void aDatabaseIsCreatedWithFewConnections(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        Restores restores = intoOwnTables(backup, target, 3);
        target.execute("ALTER ROLE " + role(target) + " CREATEDB; ALTER DATABASE " + target.name() + " OWNER TO "
                + role(target));

        // when
        RestoreReport report = restores.mode(RestoreMode.REPLACE).run();

        // then
        assertThat(report.committed()).isTrue();
        assertThat(scalar(target, "SELECT count(*) FROM paper")).isEqualTo("2");
        new TestDatabase(target.server(), "postgres").execute("DROP DATABASE " + report.keptDatabase());
    }

    @Test
    void tooFewConnectionsAreReported(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        Restores restores = intoOwnTables(backup, target, 1);

        // then
        refuses(restores::run, ErrorCode.TOO_FEW_CONNECTIONS);
        assertUntouched(target);
        dropRole(target);
    }

    @ParameterizedTest
    @EnumSource
    void aReadOnlyTargetIsReported(RestoreMode mode, TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES + "ALTER DATABASE " + target.name() + " SET default_transaction_read_only = on");

        // then
        refuses(() -> new Restores(store, backup).into(target).mode(mode).run(), ErrorCode.WRITE_DENIED);
        assertUntouched(target);
    }

    @Test
    void anOlderSchemaIsReportedColumnByColumn(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute("CREATE TABLE folder (code text PRIMARY KEY); CREATE TABLE paper (code text PRIMARY KEY)");

        // then
        assertThatThrownBy(() -> new Restores(store, backup).into(target).run())
                .hasMessageContaining("SCHEMA_MISMATCH")
                .hasMessageContaining("public.paper.folder");
        assertUntouched(target);
    }

    @Test
    void aPackageOfAnotherSystemIsReportedTableByTable(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute("CREATE TABLE paper (id serial PRIMARY KEY, sheet text)");

        // then
        assertThatThrownBy(() -> new Restores(store, backup).into(target).run())
                .hasMessageContaining("SCHEMA_MISMATCH")
                .hasMessageContaining("public.folder")
                .hasMessageContaining("public.paper.code");
        assertUntouched(target);
    }

    @Test
    void aModelOfAnotherSystemIsReported(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES);
        EdmsModel other = ModelFile.parse("""
                format: edms-model/1
                schema: public
                tables:
                  paper:
                    key: [title]
                """);

        // then
        refuses(() -> new Restores(store, backup).into(target).model(other).run(), ErrorCode.MODEL_INVALID);
        assertUntouched(target);
    }

    private BackupResult backup(TestDatabase source) throws Exception {
        source.execute(TABLES + ROWS);
        return new Backups(store).of(source).type(BackupType.DATABASE).run();
    }

    /** Restores as a role that owns the tables and may open only this many connections. */
    private Restores intoOwnTables(BackupResult backup, TestDatabase target, int connections) throws Exception {
        String role = role(target);
        target.execute(TABLES + "CREATE ROLE " + role + " LOGIN PASSWORD 'secret' CONNECTION LIMIT " + connections
                + "; GRANT ALL ON SCHEMA public TO " + role + "; GRANT CREATE ON DATABASE " + target.name() + " TO "
                + role + "; ALTER TABLE folder OWNER TO " + role + "; ALTER TABLE paper OWNER TO " + role);
        return new Restores(store, backup).into(target).as(role, "secret");
    }

    private static String role(TestDatabase target) {
        return "few_" + target.name();
    }

    private static void dropRole(TestDatabase target) throws Exception {
        target.execute("DROP OWNED BY " + role(target) + "; DROP ROLE " + role(target));
    }

    private static void refuses(ThrowingCallable work, ErrorCode code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertUntouched(TestDatabase target) throws Exception {
        assertThat(scalar(target, "SELECT count(*) FROM paper")).isEqualTo("0");
        assertThat(scalar(target, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'edms%'"))
                .isEqualTo("0");
        assertThat(scalar(
                        target, "SELECT count(*) FROM pg_database WHERE datname LIKE '" + target.name() + "_before%'"))
                .isEqualTo("0");
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }
}
