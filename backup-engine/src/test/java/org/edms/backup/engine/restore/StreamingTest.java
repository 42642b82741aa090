package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.merge.Merge;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streamed rows are restored and reported like staged ones. A partial restore stages all rows. */
@PostgresTest
class StreamingTest {

    private static final String TABLES = "CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE);"
            + " CREATE TABLE paper (id serial PRIMARY KEY, number text NOT NULL UNIQUE, folder_id integer REFERENCES"
            + " folder, before integer REFERENCES paper);";

    @TempDir
    Path store;

    @Test
    void streamedRowsAreReportedLikeStagedOnes(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        BackupResult backup = new Backups(store)
                .of(edms)
                .edmsModel()
                .type(BackupType.DATABASE)
                .run();
        new DemoEdms(target.dataSource(), store).reinitialise();

        // when
        RestoreReport staged =
                new Restores(store, backup).into(target).dryRun().allowPartial().run();
        RestoreReport streamed =
                new Restores(store, backup).into(target).dryRun().run();

        // then
        assertThat(streamed.failure()).isNull();
        assertThat(streamed.checks()).anyMatch(check -> check.detail().contains("read back"));
        assertThat(staged.checks()).noneMatch(check -> check.detail().contains("read back"));
        assertSame(streamed, staged);
        assertThat(streamed.warnings()).isNotEmpty().isEqualTo(staged.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder_id = 77", "before = 77"})
    void anUnresolvedReferenceIsReported(String damage, TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES + "INSERT INTO folder (name) VALUES ('in'), ('out'); "
                + "INSERT INTO paper (number, folder_id, before) VALUES ('P1', 1, NULL), ('P2', 2, 1), ('P3', 2, 2); "
                + "SET session_replication_role = replica; UPDATE paper SET " + damage + " WHERE number = 'P2'");
        target.execute(TABLES + "INSERT INTO folder (id, name) VALUES (77, 'other'), (2, 'in')");
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();

        // when
        RestoreReport report = new Restores(store, backup).into(target).run();

        // then
        assertThat(report.setAside()).extracting(RestoreReport.SetAside::row).containsExactlyInAnyOrder("P2", "P3");
        RestoreReport partial =
                new Restores(store, backup).into(target).allowPartial().run();
        assertSame(report, partial.setAside(), partial.identityMaps());
    }

    @Test
    void anUnresolvedReferenceIsReportedToAnOwnerWhoseForeignKeysAreDroppedMeanwhile(
            TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES + "INSERT INTO paper (number, before) VALUES ('P1', NULL), ('P2', 1); "
                + "SET session_replication_role = replica; UPDATE paper SET before = 77 WHERE number = 'P2'");
        String owner = "owner_" + target.name();
        target.execute(TABLES
                + "CREATE ROLE %1$s LOGIN PASSWORD 'secret'; ALTER TABLE folder OWNER TO %1$s; ".formatted(owner)
                + "ALTER TABLE paper OWNER TO %1$s; DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %%I TO %1$s', current_database()); END $$"
                        .formatted(owner));
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();

        // when
        RestoreReport report =
                new Restores(store, backup).into(target).as(owner, "secret").run();

        // then
        assertThat(report.setAside()).extracting(RestoreReport.SetAside::row).containsExactly("P2");
        target.execute("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(owner));
    }

    private static void assertSame(RestoreReport report, List<RestoreReport.SetAside> setAside, List<?> identityMaps) {
        assertThat(report.setAside()).isEqualTo(setAside);
        assertThat(report.identityMaps()).isEqualTo(identityMaps);
    }

    private static void assertSame(RestoreReport one, RestoreReport other) {
        assertThat(one.tables()).isEqualTo(other.tables());
        assertThat(one.references()).isEqualTo(other.references());
        assertThat(one.leftOut()).isEqualTo(other.leftOut());
        assertSame(one, other.setAside(), other.identityMaps());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE paper SET number = 'P3' WHERE number = 'P1'",
                "UPDATE paper SET folder_id = 1 WHERE number = 'P1'",
                "DELETE FROM paper",
                "DELETE FROM folder WHERE name = 'in'"
            })
    void rowsThatDifferFromWhatWasWrittenAreStaged(String damage, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        source.execute(TABLES + "INSERT INTO folder (name) VALUES ('in'), ('out'); "
                + "INSERT INTO paper (number, folder_id) VALUES ('P1', 1), ('P2', 2)");
        target.execute(TABLES + "INSERT INTO folder (name) VALUES ('out'), ('in')");
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();
        DamageOnce damaging = new DamageOnce(damage);

        // when
        RowsResult result = merge(backup, target, damaging);

        // then
        assertThat(damaging.attempts).isEqualTo(2);
        assertThat(result.failure()).isNull();
        try (Connection connection = target.connect()) {
            assertThat(new Sql(connection)
                            .text("SELECT string_agg(number || name, ' ' ORDER BY number) FROM paper JOIN"
                                    + " folder ON folder.id = folder_id"))
                    .isEqualTo("P1in P2out");
        }
    }

    private RowsResult merge(BackupResult backup, TestDatabase database, DamageOnce damaging) throws Exception {
        RestoreTask task = new RestoreTask(
                new RestoreRequest(
                        new RestoreJobId(UUID.randomUUID()),
                        backup.stored().name(),
                        backup.stored().sha256(),
                        RestoreOptions.builder()
                                .mode(RestoreMode.MERGE)
                                .safetyBackup(false)
                                .build(),
                        "tester"),
                Database.parse(database.url(), null),
                List.of(),
                null,
                null,
                true,
                "edms-backup test",
                2);
        StoredPackages packages = new StoredPackages(new DirectoryStore(store), List.of());
        try (Target target = Target.open(task.target());
                RestoredPackage source =
                        RestoredPackage.open(packages, backup.stored().name())) {
            damaging.target = target;
            RowsResult result = new Merge(target, source, EdmsModel.unknown(), task, damaging).run();
            target.connection().commit();
            return result;
        }
    }

    /** Damages the first attempt after its rows are in the target. */
    private static final class DamageOnce extends Meter {

        private final String damage;
        private Target target;
        private int attempts;

        DamageOnce(String damage) {
            this.damage = damage;
        }

        @Override
        public void enter(Phase next) {
            if (next == Phase.RESOLVING && attempts++ == 0) {
                try {
                    target.sql().execute("SET LOCAL search_path = public");
                    target.sql().execute(damage);
                    target.sql().execute("SET LOCAL search_path = ''");
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
