package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restore is executed once, completely or not at all, and can be undone. */
@PostgresTest
class RestoreSafetyTest {

    private static final String TABLES =
            "CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE, note text); CREATE TABLE paper (id"
                    + " serial PRIMARY KEY, number text NOT NULL UNIQUE, folder_id integer REFERENCES folder)";

    private static final String ROWS = "INSERT INTO folder (name) VALUES ('in'), ('out'); "
            + "INSERT INTO paper (number, folder_id) VALUES ('P1', 1), ('P2', 2), ('P3', NULL)";

    @TempDir
    Path directory;

    private Path store;
    private Path here;
    private Path there;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        here = Files.createDirectory(directory.resolve("here"));
        there = Files.createDirectory(directory.resolve("there"));
        Files.writeString(here.resolve("one.txt"), "one");
        Files.createDirectory(here.resolve("deep"));
        Files.writeString(here.resolve("deep/two.txt"), "two");
    }

    @Test
    void aRepeatedRequestReturnsTheReportAndChangesNothing(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES);
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());
        RestoreReport first = merge(backup, target).id(id).run();
        target.execute("DELETE FROM paper");

        // when
        RestoreReport second = merge(backup, target).id(id).run();

        // then
        assertThat(second).isEqualTo(first);
        assertThat(scalar(target, "SELECT count(*) FROM paper")).isEqualTo("0");
    }

    @Test
    void aNewDatabaseKeepsTheRecordOfRestoresOfTheReplacedOne(TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        BackupResult backup = backup(source);
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());
        RestoreReport first = new Restores(store, backup)
                .into(target)
                .mode(RestoreMode.REPLACE)
                .scope(RestoreScope.DATABASE)
                .id(id)
                .run();
        new Restores(store, backup)
                .into(target)
                .mode(RestoreMode.REPLACE)
                .scope(RestoreScope.DATABASE)
                .run();

        // when
        RestoreReport again = new Restores(store, backup)
                .into(target)
                .mode(RestoreMode.REPLACE)
                .scope(RestoreScope.DATABASE)
                .id(id)
                .run();

        // then
        assertThat(again).isEqualTo(first);
    }

    @Test
    void aTargetWithDataIsChangedOnlyIfConfirmed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES + "; INSERT INTO folder (name) VALUES ('mine')");

        // then
        refuses(() -> merge(backup, target).unconfirmed().run(), ErrorCode.CONFIRMATION_MISSING);
        assertUntouched(target, "1");
    }

    @Test
    void waitingForALockedTableTimesOut(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES);
        try (Connection holder = target.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("INSERT INTO folder (name) VALUES ('busy')");
            String pid = new Sql(holder).text("SELECT pg_backend_pid()");

            // then
            assertThatThrownBy(() -> merge(backup, target).run())
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("public.folder")
                    .hasMessageContaining(pid);
        }
        assertUntouched(target, "0");
    }

    @Test
    void oneRestoreAtATime(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES);
        try (Target held = Target.open(Database.parse(target.url(), null))) {
            // then
            assertThat(held.tables()).hasSize(2);
            refuses(() -> merge(backup, target).run(), ErrorCode.TARGET_LOCKED);
        }
    }

    @Test
    void unresolvedReferencesAreQuarantinedOrFailTheRestore(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES + ";" + ROWS + "; ALTER TABLE paper DROP CONSTRAINT paper_folder_id_fkey; "
                + "UPDATE paper SET folder_id = 99 WHERE number = 'P2'");
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();
        target.execute(TABLES);

        // when
        RestoreReport whole = merge(backup, target).run();

        // then
        assertThat(whole.failure().code()).isEqualTo(ErrorCode.REFERENCE_UNRESOLVED);
        assertThat(whole.setAside())
                .singleElement()
                .satisfies(row -> assertThat(row.row()).isEqualTo("P2"));
        assertUntouched(target, "0");

        // when
        RestoreReport partial = merge(backup, target).allowPartial().run();

        // then
        assertThat(partial.committed()).isTrue();
        assertThat(partial.rows().quarantined()).isEqualTo(1);
        assertThat(scalar(target, "SELECT string_agg(number, ',' ORDER BY number) FROM paper"))
                .isEqualTo("P1,P3");
    }

    @Test
    void aRefusedRowIsQuarantinedWithTheRowsThatReferenceIt(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES + ";" + ROWS);
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();
        target.execute(TABLES + "; ALTER TABLE folder ADD CHECK (name <> 'out')");

        // then
        refuses(() -> merge(backup, target).run(), ErrorCode.CONSTRAINT_VIOLATED);
        assertUntouched(target, "0");

        // when
        RestoreReport partial = merge(backup, target).allowPartial().run();

        // then
        assertThat(partial.setAside()).extracting(row -> row.row()).containsExactlyInAnyOrder("out", "P2");
        assertThat(partial.addsUp()).isTrue();
        assertThat(scalar(target, "SELECT string_agg(number, ',' ORDER BY number) FROM paper"))
                .isEqualTo("P1,P3");
    }

    @Test
    void matchedRowsAreUpdatedKeptOrRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES + "; INSERT INTO folder (id, name, note) VALUES (7, 'out', 'mine')");

        // then
        refuses(() -> merge(backup, target).onMatch(OnMatch.FAIL).run(), ErrorCode.CONSTRAINT_VIOLATED);

        // when
        RestoreReport kept = merge(backup, target).onMatch(OnMatch.KEEP).run();

        // then
        assertThat(kept.rows().left()).isEqualTo(1);
        assertThat(scalar(target, "SELECT note FROM folder WHERE id = 7")).isEqualTo("mine");
        assertThat(scalar(target, "SELECT folder_id FROM paper WHERE number = 'P2'"))
                .isEqualTo("7");

        // when
        RestoreReport updated = merge(backup, target).run();

        // then
        assertThat(updated.rows().updated()).isEqualTo(1);
        assertThat(scalar(target, "SELECT note FROM folder WHERE id = 7")).isNull();
    }

    @Test
    void aPlanIsCarriedOutExactlyOrRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES + "; INSERT INTO folder (name) VALUES ('out'), ('else')");
        RestoreReport plan = merge(backup, target).dryRun().run();

        // when
        target.execute("UPDATE folder SET note = 'changed since' WHERE name = 'else'");

        // then
        refuses(() -> merge(backup, target).plan(plan).run(), ErrorCode.PLAN_OUTDATED);
        assertUntouched(target, "2");

        // when
        target.execute("UPDATE folder SET note = NULL");
        RestoreReport carriedOut = merge(backup, target).plan(plan).run();

        // then
        assertThat(carriedOut.committed()).isTrue();
        assertThat(carriedOut.tables()).isEqualTo(plan.tables());
    }

    @Test
    void aReplacedSystemCanBeUndone(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute("CREATE TABLE other (n integer); INSERT INTO other VALUES (1)");
        Files.writeString(there.resolve("one.txt"), "mine");
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .files(there)
                .mode(RestoreMode.REPLACE)
                .run();
        assertThat(there.resolve("one.txt")).hasContent("one");

        // when
        new Restores(store, backup)
                .into(target)
                .files(there)
                .undo(report.request().id())
                .run();

        // then
        assertThat(scalar(target, "SELECT n FROM other")).isEqualTo("1");
        assertThat(there.resolve("one.txt")).hasContent("mine");
        assertThat(there.resolve("deep/two.txt")).doesNotExist();
        String undone = report.keptDatabase().replace("_before_", "_undone_");
        target.execute("DROP DATABASE " + undone);
    }

    @Test
    void anIncrementalPackageIsRestoredWithItsChain(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES + ";" + ROWS);
        Backups backups = new Backups(store).of(source).files(here);
        BackupResult full = backups.type(BackupType.FULL).run();
        Files.writeString(here.resolve("three.txt"), "three");
        source.execute("INSERT INTO folder (name) VALUES ('new')");
        BackupResult change = backups.type(BackupType.INCREMENTAL).run();

        // when
        RestoreReport report = new Restores(store, change)
                .into(target)
                .files(there)
                .mode(RestoreMode.REPLACE)
                .run();

        // then
        assertThat(report.files())
                .singleElement()
                .satisfies(root -> assertThat(root.account().inserted()).isEqualTo(3));
        assertThat(there.resolve("deep/two.txt")).hasContent("two");
        assertThat(there.resolve("three.txt")).hasContent("three");
        assertThat(scalar(target, "SELECT count(*) FROM folder")).isEqualTo("3");
        target.execute("DROP DATABASE " + report.keptDatabase());

        // and when the base package is missing
        Files.delete(store.resolve(full.stored().name()));
        refuses(
                () -> new Restores(store, change)
                        .into(target)
                        .files(directory.resolve("else"))
                        .mode(RestoreMode.REPLACE)
                        .run(),
                ErrorCode.CHAIN_BROKEN);
    }

    @Test
    void aBackupSkipsTheDirectoriesOfRestores(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES);
        Files.writeString(there.resolve("one.txt"), "mine");
        merge(backup, target).files(there).run();

        // when
        BackupResult again = new Backups(store).of(target).files(there).run();

        // then
        assertThat(again.manifest().database().tables()).hasSize(2);
        assertThat(again.manifest().roots())
                .singleElement()
                .satisfies(root -> assertThat(root.files()).isEqualTo(2));
    }

    @Test
    void missingTablesAndColumnsAreNamed(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute("CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE)");

        // then
        assertThatThrownBy(() -> merge(backup, target).run())
                .hasMessageContaining("public.folder.note")
                .hasMessageContaining("public.paper");

        // when
        RestoreReport report = merge(backup, target)
                .skipTable("public.paper")
                .dropColumn("public.folder.note")
                .run();

        // then
        assertThat(report.rows().inserted()).isEqualTo(2);
        assertThat(report.leftOut()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"MERGE, WRITING", "MERGE, STAGING", "REPLACE, LOADING_ROWS"})
    void cancellingDoesNotWaitForTheServer(RestoreMode mode, Phase phase, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        String slow = "CREATE FUNCTION slow(text) RETURNS boolean LANGUAGE sql AS 'SELECT true';"
                + "CREATE DOMAIN name AS text CHECK (public.slow(VALUE));";
        source.execute(
                slow + "CREATE TABLE folder (name name PRIMARY KEY, CHECK (public.slow(name)));INSERT INTO folder"
                        + " VALUES ('in'), ('out');CREATE OR REPLACE FUNCTION slow(text) RETURNS boolean LANGUAGE sql AS"
                        + " 'SELECT pg_sleep(5) IS NOT NULL'");
        BackupResult backup =
                new Backups(store).of(source).files(here).type(BackupType.FULL).run();
        String column = phase == Phase.STAGING ? "name" : "text";
        target.execute(
                slow + "CREATE TABLE folder (name " + column + " PRIMARY KEY, CHECK (public.slow(name)));CREATE OR"
                        + " REPLACE FUNCTION slow(text) RETURNS boolean LANGUAGE"
                        + " sql AS 'SELECT pg_sleep(5) IS NOT NULL'");
        CountDownLatch begun = new CountDownLatch(1);
        Restores restores = merge(backup, target).mode(mode).meter(new Meter() {
            @Override
            public void enter(Phase next) {
                if (next == phase) {
                    begun.countDown();
                }
            }
        });
        FutureTask<RestoreReport> restore = new FutureTask<>(restores::run);
        Thread worker = new Thread(restore);
        worker.start();
        begun.await();
        Awaitility.await("the restore waits for a statement")
                .atMost(Duration.ofSeconds(60))
                .until(() -> isSleeping(target));
        assertThat(worker.isAlive()).isTrue();

        // when
        long start = System.nanoTime();
        worker.interrupt();
        worker.join();

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThatThrownBy(restore::get).isInstanceOf(ExecutionException.class);
        assertUntouched(target, "0");
    }

    @Test
    void filesThatCannotBePlacedAfterTheCommitWait(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);
        target.execute(TABLES);
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());

        // when
        RestoreReport report = merge(backup, target)
                .id(id)
                .meter(new Obstacle(Phase.PLACING_FILES))
                .run();

        // then
        assertThat(report.committed()).isTrue();
        assertThat(report.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(ErrorCode.FILES_WAITING);
            assertThat(warning.detail()).contains("deep/two.txt").contains(".edms-restore-" + id);
        });
        assertThat(scalar(target, "SELECT count(*) FROM paper")).isEqualTo("3");

        // when
        RestoreReport stillThere = merge(backup, target).id(id).run();

        // then
        assertThat(stillThere.warnings()).hasSize(1);

        // when
        new Restores(store, backup).into(target).scope(RestoreScope.DATABASE).run();
        Files.delete(there.resolve("deep"));
        RestoreReport again = merge(backup, target).id(id).run();

        // then
        assertThat(again.warnings()).isEmpty();
        assertThat(there.resolve("deep/two.txt")).hasContent("two");
        assertThat(there.resolve("one.txt")).hasContent("one");
    }

    @Test
    void aReplacedSystemWhoseFilesCannotBePlacedIsReported(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult backup = backup(source);

        // when
        RestoreReport report = merge(backup, target)
                .mode(RestoreMode.REPLACE)
                .meter(new Obstacle(Phase.PLACING_FILES))
                .run();

        // then
        assertThat(report.committed()).isTrue();
        assertThat(report.warnings()).extracting(Failure::code).containsExactly(ErrorCode.FILES_WAITING);
        target.execute("DROP DATABASE " + report.keptDatabase());
    }

    @Test
    void placedFilesArePutBackIfOneCannotBePlaced(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        Files.writeString(there.resolve("one.txt"), "mine");

        // then
        assertThatThrownBy(() -> new Restores(store, backup)
                        .files(there)
                        .scope(RestoreScope.FILES)
                        .meter(new Obstacle(Phase.PLACING_FILES))
                        .run())
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("deep");
        assertThat(there.resolve("one.txt")).hasContent("mine");
        assertThat(there).isDirectoryNotContaining("glob:**/.edms-restore-*");
    }

    @Test
    void filesThatCannotBePutBackEitherAreReportedAndCanBeUndone(TestDatabase source) throws Exception {
        // given
        BackupResult backup = backup(source);
        Files.writeString(there.resolve("one.txt"), "mine");
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());
        Path mark = there.resolve(".edms-restore-" + id).resolve("undoing");
        Obstacle obstacles = new Obstacle(Phase.PLACING_FILES) {
            @Override
            void put() throws IOException {
                super.put();
                Files.createDirectory(mark);
            }
        };

        // when
        assertThatThrownBy(() -> new Restores(store, backup)
                        .files(there)
                        .scope(RestoreScope.FILES)
                        .id(id)
                        .meter(obstacles)
                        .run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNDO_UNFINISHED))
                .hasMessageContaining("deep");
        Files.delete(mark);
        Files.delete(there.resolve("deep"));
        new Restores(store, backup).files(there).undo(id).run();

        // then
        assertThat(there.resolve("one.txt")).hasContent("mine");
        assertThat(there).isDirectoryNotContaining("glob:**/.edms-restore-*");
    }

    @Test
    void theReportOfARestoreOfFilesNamesTheirDirectory(TestDatabase source) throws Exception {
        // when
        RestoreReport report = new Restores(store, backup(source))
                .files(there)
                .scope(RestoreScope.FILES)
                .run();

        // then
        assertThat(report.target()).isEqualTo(there.toString());
    }

    /** From the given phase on, puts a file in the place of a directory. */
    private class Obstacle extends Meter {

        private final Phase phase;

        Obstacle(Phase phase) {
            this.phase = phase;
        }

        @Override
        public void enter(Phase next) {
            super.enter(next);
            if (next == phase) {
                try {
                    put();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        void put() throws IOException {
            Files.createFile(there.resolve("deep"));
        }
    }

    private BackupResult backup(TestDatabase source) throws Exception {
        source.execute(TABLES + ";" + ROWS);
        return new Backups(store).of(source).files(here).type(BackupType.FULL).run();
    }

    private Restores merge(BackupResult backup, TestDatabase target) {
        return new Restores(store, backup).into(target).files(there);
    }

    private void assertUntouched(TestDatabase target, String folders) throws Exception {
        assertThat(scalar(target, "SELECT count(*) FROM folder")).isEqualTo(folders);
        assertThat(scalar(target, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'edms%'"))
                .isEqualTo("0");
        assertThat(there).isEmptyDirectory();
    }

    private static void refuses(ThrowingCallable work, ErrorCode code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Returns whether any session on the server of the database is in {@code pg_sleep}. */
    private static boolean isSleeping(TestDatabase database) throws Exception {
        return scalar(database, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                .matches("[1-9]\\d*");
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }
}
