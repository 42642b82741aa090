package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.restore.CuttingProxy.Cut;
import org.edms.backup.engine.restore.target.Sql;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A restore whose connection is lost during the commit asks the target, and reports the actual outcome. */
@Tag("long")
@PostgresTest
class LostCommitTest {

    private static final String TABLES =
            "CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE, note text);";

    @TempDir
    Path directory;

    private Path store;
    private Path there;
    private BackupResult backup;

    @BeforeEach
    void prepare(TestDatabase source) throws Exception {
        store = Files.createDirectory(directory.resolve("store"));
        there = Files.createDirectory(directory.resolve("there"));
        Path here = Files.createDirectory(directory.resolve("here"));
        Files.writeString(here.resolve("one.txt"), "one");
        source.execute(TABLES + "INSERT INTO folder (name) VALUES ('one'), ('two')");
        backup = new Backups(store).of(source).files(here).type(BackupType.FULL).run();
    }

    @ParameterizedTest
    @EnumSource
    void aCommittedRestoreIsCompleted(RestoreMode mode, TestDatabase target) throws Exception {
        // given
        target.execute(TABLES);
        try (CuttingProxy proxy = new CuttingProxy(target, Cut.AFTER_COMMIT)) {
            // when
            RestoreReport report = restore(mode)
                    .into(proxy.urlOf(target))
                    .meter(new OnPhase(Phase.COMMITTING, proxy::arm))
                    .run();

            // then
            assertThat(proxy.hasCut()).isTrue();
            assertThat(report.committed()).isTrue();
            assertThat(report.warnings()).isEmpty();
            assertThat(scalar(target, "SELECT count(*) FROM folder")).isEqualTo("2");
            assertThat(scalar(target, "SELECT bool_and(files_placed) FROM edms_backup.applied_restore"))
                    .isEqualTo("t");
            assertThat(there.resolve("one.txt")).hasContent("one");
            assertNoLeftovers(target);
            dropKept(target, report);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUncommittedRestoreIsRolledBack(RestoreMode mode, TestDatabase target) throws Exception {
        // given
        target.execute(TABLES);
        try (CuttingProxy proxy = new CuttingProxy(target, Cut.BEFORE_COMMIT)) {
            // then
            assertThatThrownBy(() -> restore(mode)
                            .into(proxy.urlOf(target))
                            .meter(new OnPhase(Phase.COMMITTING, proxy::arm))
                            .run())
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE));
        }
        assertThat(scalar(target, "SELECT count(*) FROM folder")).isEqualTo("0");
        assertThat(there).isEmptyDirectory();

        // when
        RestoreReport next = restore(mode).into(target).run();

        // then
        assertThat(next.committed()).isTrue();
        assertNoLeftovers(target);
        dropKept(target, next);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE_COMMIT, false", "AFTER_COMMIT, false", "BEFORE_COMMIT, true", "AFTER_COMMIT, true"})
    void anUndoReportsItsOutcomeAndIsCompletedByTheNext(Cut cut, boolean blocked, TestDatabase target)
            throws Exception {
        // given
        target.execute(TABLES + "INSERT INTO folder (name) VALUES ('mine')");
        RestoreReport report = restore(RestoreMode.REPLACE).into(target).run();
        boolean committed = cut == Cut.AFTER_COMMIT;
        try (CuttingProxy proxy = new CuttingProxy(target, cut)) {
            if (blocked) {
                proxy.blockAfterwards();
            }
            Undo undo = undo(report, proxy.urlOf(target), new OnPhase(Phase.UNDOING, proxy::arm));
            if (blocked) {
                undo.waitForServer(Duration.ofSeconds(1));
            }

            // then
            if (committed && !blocked) {
                undo.run();
            } else {
                ErrorCode expected = blocked ? ErrorCode.COMMIT_UNKNOWN : ErrorCode.DATABASE_UNREACHABLE;
                assertThatThrownBy(undo::run)
                        .isInstanceOfSatisfying(
                                BackupException.class, e -> assertThat(e.code()).isEqualTo(expected));
            }
            assertThat(proxy.hasCut()).isTrue();
        }
        assertThat(scalar(target, "SELECT string_agg(name, ' ' ORDER BY name) FROM folder"))
                .isEqualTo(committed ? "mine" : "one two");

        // when
        undo(report, target.url(), new Meter()).run();

        // then
        assertThat(scalar(target, "SELECT string_agg(name, ' ') FROM folder")).isEqualTo("mine");
        assertThat(there.resolve("one.txt")).doesNotExist();
        dropUndone(target);
    }

    @Test
    void aSessionThatIsTerminatedHasNotCommitted(TestDatabase target) throws Exception {
        // given
        target.execute(TABLES);

        // then
        assertThatThrownBy(() -> restore(RestoreMode.MERGE)
                        .into(target)
                        .meter(new OnPhase(Phase.COMMITTING, () -> terminateSessions(target)))
                        .run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE));
        assertThat(scalar(target, "SELECT count(*) FROM folder")).isEqualTo("0");
        assertThat(there).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"MERGE, BEFORE_COMMIT", "MERGE, AFTER_COMMIT", "REPLACE, BEFORE_COMMIT", "REPLACE, AFTER_COMMIT"})
    void anUnknownOutcomeIsReportedAndTheSameRestoreCompletesIt(RestoreMode mode, Cut cut, TestDatabase target)
            throws Exception {
        // given
        target.execute(TABLES);
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());
        try (CuttingProxy proxy = new CuttingProxy(target, cut)) {
            proxy.blockAfterwards();

            // then
            assertThatThrownBy(() -> restore(mode)
                            .id(id)
                            .into(proxy.urlOf(target))
                            .waitForServer(Duration.ofSeconds(1))
                            .meter(new OnPhase(Phase.COMMITTING, proxy::arm))
                            .run())
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.COMMIT_UNKNOWN));
        }
        boolean committed = cut == Cut.AFTER_COMMIT;
        assertThat(scalar(target, "SELECT count(*) FROM folder")).isEqualTo(committed ? "2" : "0");
        assertThat(there.resolve("one.txt")).doesNotExist();

        // when
        target.execute(committed ? "UPDATE folder SET note = 'since'" : "SELECT 1");
        RestoreReport again = restore(mode).id(id).into(target).run();

        // then
        assertThat(again.committed()).isTrue();
        assertThat(scalar(target, "SELECT count(*) FROM folder WHERE note = 'since'"))
                .isEqualTo(committed ? "2" : "0");
        assertThat(scalar(target, "SELECT count(*) FROM folder")).isEqualTo("2");
        assertThat(there.resolve("one.txt")).hasContent("one");
        assertNoLeftovers(target);
        dropKept(target, again);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aConnectionLostWhileRowsAreReadBackFailsTheRestore(TestDatabase target) throws Exception {
        // given
        target.execute(TABLES);
        try (CuttingProxy proxy = new CuttingProxy(target, Cut.IN_COPY)) {
            proxy.arm();

            // then
            assertThatThrownBy(() ->
                            restore(RestoreMode.MERGE).into(proxy.urlOf(target)).run())
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE));
            assertThat(proxy.hasCut()).isTrue();
        }
        assertThat(scalar(target, "SELECT count(*) FROM folder")).isEqualTo("0");
    }

    private Undo undo(RestoreReport report, String url, Meter meter) {
        return restore(RestoreMode.REPLACE)
                .into(url)
                .meter(meter)
                .undo(report.request().id());
    }

    private Restores restore(RestoreMode mode) {
        return new Restores(store, backup).files(there).mode(mode);
    }

    private static void terminateSessions(TestDatabase target) {
        try {
            target.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertNoLeftovers(TestDatabase target) throws SQLException, IOException {
        assertThat(scalar(target, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'edms_restore%'"))
                .isEqualTo("0");
        assertThat(scalar(target, "SELECT count(*) FROM pg_database WHERE datname LIKE 'edms_restore%'"))
                .isEqualTo("0");
        try (var files = Files.walk(there)) {
            assertThat(files.filter(file -> file.endsWith("new"))).isEmpty();
        }
    }

    private static void dropUndone(TestDatabase target) throws SQLException {
        String undone =
                scalar(target, "SELECT datname FROM pg_database WHERE datname LIKE '" + target.name() + "_undone_%'");
        target.execute("DROP DATABASE " + undone);
    }

    private static void dropKept(TestDatabase target, RestoreReport report) throws SQLException {
        if (report.keptDatabase() != null) {
            target.execute("DROP DATABASE " + report.keptDatabase());
        }
    }

    private static String scalar(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }
}
