package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.restore.target.ClusterLock;
import org.edms.backup.engine.restore.target.NewDatabase;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.TemporaryName;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Concurrent restores that create temporary databases on one server do not interfere; leftovers of killed restores are dropped.
 */
@PostgresTest
class ConcurrentReplaceTest {

    private static final String ROWS = "SELECT count(*) FROM folder";

    @TempDir
    Path store;

    private TestDatabase source;
    private BackupResult backup;

    @BeforeEach
    void prepare(TestDatabase database) throws Exception {
        source = database;
        source.execute("CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL); "
                + "INSERT INTO folder (name) VALUES ('one'), ('two')");
        backup = new Backups(store).of(source).type(BackupType.DATABASE).run();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATING_TABLES", "VERIFYING"})
    void twoReplaceDifferentDatabases(Phase phase, TestDatabase one, TestDatabase other) throws Exception {
        // given
        Paused first = new Paused(replace(one), phase);

        // when
        RestoreReport second = replace(other).run();

        // then
        assertThat(second.failure()).isNull();
        assertReplaced(one, first.finish());
        assertReplaced(other, second);
    }

    @Test
    void twoReplaceTheSameDatabaseOneAfterTheOther(TestDatabase target) throws Exception {
        // given
        Paused first = new Paused(replace(target), Phase.LOADING_ROWS);

        // then
        refuses(replace(target));
        assertReplaced(target, first.finish());
    }

    /**
     * A restore locks its target in the target database. If that database does not exist, only the server-wide lock applies.
     */
    @Test
    void twoReplaceTheSameDatabaseThatDoesNotExistOneAfterTheOther(TestDatabase target) throws Exception {
        // given
        TestDatabase missing = new TestDatabase(target.server(), target.name() + "_new");
        Paused first = new Paused(replace(missing), Phase.LOADING_ROWS);

        // then
        refuses(replace(missing));
        assertThat(first.finish().failure()).isNull();
        assertThat(scalar(missing, ROWS)).isEqualTo("2");
        target.execute("DROP DATABASE " + missing.name());
    }

    @Test
    void theSameRestoreRunsOnlyOnce(TestDatabase target, TestDatabase other) throws Exception {
        // given
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());
        Paused first = new Paused(replace(target).id(id), Phase.LOADING_ROWS);

        // then
        refuses(replace(other).id(id));
        assertReplaced(target, first.finish());
    }

    @Test
    void aReplaceDoesNotDisturbATestRestoreOrADryRun(TestDatabase target, TestDatabase other) throws Exception {
        // given
        Paused test = new Paused(
                new Restores(store, backup).into(other), Phase.LOADING_ROWS, restores -> restores.test(false));
        Paused dryRun = new Paused(replace(other).dryRun(), Phase.VERIFYING);

        // when
        RestoreReport report = replace(target).run();

        // then
        assertReplaced(target, report);
        assertThat(test.finish().failure()).isNull();
        assertThat(dryRun.finish().failure()).isNull();
    }

    @Test
    void aTestRestoreDoesNotDisturbAReplace(TestDatabase target) throws Exception {
        // given
        Paused replace = new Paused(replace(target), Phase.LOADING_ROWS);

        // when
        RestoreReport report = new Restores(store, backup).into(target).test(true);

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(new TestDatabase(target.server(), report.keptDatabase()), ROWS))
                .isEqualTo("2");
        target.execute("DROP DATABASE " + report.keptDatabase());
        assertReplaced(target, replace.finish());
    }

    @Test
    void aTemporaryDatabaseWithoutSessionsIsDroppedOnlyAfterItsRestoreHasEnded(TestDatabase target, TestDatabase other)
            throws Exception {
        // given
        String name = TemporaryName.of(new RestoreJobId(UUID.randomUUID()));
        try (NewDatabase created = NewDatabase.beside(Database.parse(other.url(), null), name)) {
            created.lockNames();
            target.execute("CREATE DATABASE " + name);

            // when
            RestoreReport report = replace(target).run();

            // then
            assertReplaced(target, report);
            assertThat(exists(target, name)).isTrue();
        }

        // when
        RestoreReport report = replace(target).run();

        // then
        assertReplaced(target, report);
        assertThat(exists(target, name)).isFalse();
    }

    @Test
    void leftoversThatBelongToAnotherRoleOrHaveSessionsAreSkipped(TestDatabase target) throws Exception {
        // given
        String foreign = TemporaryName.of(new RestoreJobId(UUID.randomUUID()));
        String used = TemporaryName.of(new RestoreJobId(UUID.randomUUID()));
        String role = "restorer_" + target.name();
        target.execute("CREATE DATABASE " + foreign);
        target.execute("CREATE ROLE " + role + " LOGIN CREATEDB PASSWORD 'secret'");
        target.execute("ALTER DATABASE " + target.name() + " OWNER TO " + role);
        target.execute("CREATE DATABASE " + used + " OWNER " + role);

        // when
        RestoreReport report;
        try (Connection reader = new TestDatabase(target.server(), used).connect()) {
            report = replace(target).as(role, "secret").run();
            assertThat(reader.isValid(1)).isTrue();
        }

        // then
        assertReplaced(target, report);
        assertThat(exists(target, foreign)).isTrue();
        for (String left : new String[] {foreign, used, report.keptDatabase()}) {
            target.execute("DROP DATABASE IF EXISTS " + left);
        }
    }

    @Test
    void aLockAppliesToAllDatabasesOfTheServer(TestDatabase one, TestDatabase other) throws Exception {
        try (Connection first = one.connect();
                Connection second = other.connect()) {
            // given
            ClusterLock here = new ClusterLock(new Sql(first));
            ClusterLock there = new ClusterLock(new Sql(second));
            String name = "edms_restore_" + one.name();
            here.lock(ClusterLock.Purpose.TEMPORARY_DATABASE, name);

            // then
            assertThat(there.tryLock(ClusterLock.Purpose.TEMPORARY_DATABASE, name))
                    .isFalse();
            assertThat(there.tryLock(ClusterLock.Purpose.REPLACED_DATABASE, name))
                    .isTrue();
            assertThat(there.areHeldIn(one.name())).isTrue();

            // when
            here.unlock(ClusterLock.Purpose.TEMPORARY_DATABASE, name);

            // then
            assertThat(there.tryLock(ClusterLock.Purpose.TEMPORARY_DATABASE, name))
                    .isTrue();
            assertThat(there.areHeldIn(one.name())).isFalse();
        }
    }

    /** A restore that pauses in a phase until the test resumes it. */
    private static final class Paused {

        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private final FutureTask<RestoreReport> work;

        Paused(Restores restores, Phase phase) throws Exception {
            this(restores, phase, Restores::run);
        }

        Paused(Restores restores, Phase phase, Work how) throws Exception {
            CountDownLatch there = new CountDownLatch(1);
            restores.meter(new Meter() {
                @Override
                public void enter(Phase next) {
                    if (next == phase) {
                        there.countDown();
                        await(mayGoOn);
                    }
                }
            });
            work = new FutureTask<>(() -> {
                try {
                    return how.run(restores);
                } finally {
                    there.countDown();
                }
            });
            new Thread(work, "restore").start();
            there.await();
        }

        RestoreReport finish() throws Exception {
            mayGoOn.countDown();
            return work.get();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        RestoreReport run(Restores restores) throws Exception;
    }

    private Restores replace(TestDatabase target) {
        return new Restores(store, backup).into(target).mode(RestoreMode.REPLACE);
    }

    private static void refuses(Restores restores) {
        assertThatThrownBy(restores::run)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_LOCKED));
    }

    private void assertReplaced(TestDatabase target, RestoreReport report) throws Exception {
        assertThat(report.failure()).isNull();
        assertThat(report.committed()).isTrue();
        assertThat(scalar(target, ROWS)).isEqualTo("2");
        source.execute("DROP DATABASE " + report.keptDatabase());
    }

    private static boolean exists(TestDatabase server, String name) throws Exception {
        return scalar(server, "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'")
                .equals("1");
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }
}
