package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.CrashingPostgres;
import org.edms.backup.testing.SmallDisk;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * If the target's server crashes or its disk fills up, the target has the old or the new state, and the next restore removes
 * the leftovers.
 */
@Tag("long")
class ServerFaultsTest {

    /** The number of trials per phase: one for every twenty kills that {@code edms.test.kills} requests. */
    private static final int TRIALS = Math.max(1, Integer.getInteger("edms.test.kills", 20) / 20);

    private static final int DISK_MEGABYTES = 400;
    private static final int ROWS = 100_000;
    private static final long ESTIMATE = (8L << 20) + ROWS * 28L;
    private static final Map<String, String> SMALL =
            Map.of("min_wal_size", "32MB", "max_wal_size", "64MB", "shared_buffers", "16MB", "max_connections", "30");
    private static final String TABLE = "CREATE TABLE line (id serial PRIMARY KEY, code text NOT NULL UNIQUE);";

    @TempDir
    Path directory;

    private Path store;
    private Path there;
    private SmallDisk disk;
    private CrashingPostgres server;
    private TestDatabase target;
    private BackupResult backup;

    @BeforeEach
    void prepare() throws Exception {
        store = Files.createDirectory(directory.resolve("store"));
        there = Files.createDirectory(directory.resolve("there"));
        Path here = Files.createDirectory(directory.resolve("here"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(here.resolve("file-" + i), "content " + i);
        }
        disk = SmallDisk.mount(DISK_MEGABYTES).orElse(null);
        assumeTrue(disk != null, "this process may mount a file system");
        server = new CrashingPostgres(disk.path(), SMALL);
        TestDatabase source = server.database();
        source.execute(TABLE + "INSERT INTO line (code) SELECT md5(n::text) FROM generate_series(1, " + ROWS + ") n");
        backup = new Backups(store).of(source).files(here).type(BackupType.FULL).run();
        target = server.database();
        target.execute(TABLE + "CHECKPOINT");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aReplaceWithTooLittleDiskSpaceIsRefusedBeforeItStarts() throws Exception {
        // given
        RestoreReport dryRun = restore(RestoreMode.REPLACE).dryRun().run();
        disk.fill(ESTIMATE / 2);

        // then
        assertThat(dryRun.checks())
                .filteredOn(check -> check.name().equals(Check.SERVER_ROOM))
                .singleElement()
                .satisfies(
                        check -> assertThat(check.detail()).contains(disk.path().toString(), "are free"));
        assertThatThrownBy(() -> restore(RestoreMode.REPLACE).run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_FULL));
        assertThat(server.answers()).isTrue();
        assertUntouched();
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatFillsUpFailsTheRestoreAndTheNextOneCleansUp(RestoreMode mode) throws Exception {
        // when
        assertThatThrownBy(() -> restore(mode)
                        .meter(new At(Phase.LOADING_ROWS, Phase.STAGING, () -> disk.fill(4L << 20)))
                        .run())
                .isInstanceOf(BackupException.class);
        disk.release();
        startAgain();

        // then
        assertUntouched();
        assertNextRestoreCompletes(mode);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatCrashesFailsTheRestoreAndTheNextOneCleansUp(RestoreMode mode) throws Exception {
        // when
        assertThatThrownBy(() -> restore(mode)
                        .meter(new At(Phase.LOADING_ROWS, Phase.STAGING, server::crash))
                        .run())
                .isInstanceOf(BackupException.class);
        startAgain();

        // then
        assertUntouched();
        assertNextRestoreCompletes(mode);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("campaign")
    void theServerCrashesInEveryPhase(RestoreMode mode) throws Exception {
        Random random = Campaign.random("crash servers, " + mode);
        everyPhase(mode, "server crashed in each phase, " + mode, () -> {
            sleep(random.nextInt(60));
            server.crash();
            server.start();
        });
    }

    @ParameterizedTest
    @EnumSource
    @Tag("campaign")
    void theDiskOfTheServerFillsUpInEveryPhase(RestoreMode mode) throws Exception {
        Random random = Campaign.random("fill disks, " + mode);
        everyPhase(mode, "disk of the server full in each phase, " + mode, () -> disk.fill(random.nextInt(2 << 20)));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("campaign")
    void theServerCrashesInEveryPhaseOfAnUndo(RestoreMode mode) throws Exception {
        // given
        Random random = Campaign.random("crash servers in undo, " + mode);
        target.execute("INSERT INTO line (code) VALUES ('mine')");
        SeenPhases phases = new SeenPhases();
        RestoreJobId first = restored(mode);
        restore(mode).meter(phases).undo(first).run();
        assertUndone();
        int trials = 0;
        int completed = 0;
        for (Phase phase : phases.seen) {
            for (int i = 0; i < TRIALS; i++) {
                dropKept();
                RestoreJobId id = restored(mode);
                Thread fate = new Thread(() -> {
                    sleep(random.nextInt(60));
                    server.crash();
                    server.start();
                });

                // when
                BackupException failure = null;
                try {
                    restore(mode)
                            .meter(new At(phase, phase, fate::start))
                            .undo(id)
                            .run();
                    completed++;
                } catch (BackupException e) {
                    failure = e;
                }
                fate.join();
                startAgain();

                // then
                String where = "trial %d of %s: %s".formatted(i, phase, failure);
                if (failure == null) {
                    assertUndone();
                } else {
                    assertThat(failure.code()).as(where).isNotEqualTo(ErrorCode.INTERNAL_ERROR);
                    assertThat(number("SELECT count(*) FROM line")).as(where).isIn(1L, (long) ROWS, ROWS + 1L);
                    restore(mode).undo(id).run();
                }
                assertUndone();
                trials++;
            }
        }
        Campaign.report(
                "server crashed in each phase of an undo, " + mode,
                trials,
                "%d completed, the others as before or with files to put back; the next undo completes"
                        .formatted(completed));
    }

    /** Runs a restore with a safety package, as the command line does. */
    private RestoreJobId restored(RestoreMode mode) throws Exception {
        RestoreReport report = restore(mode)
                .safetyBackup(() -> new Backups(store)
                        .of(target)
                        .type(BackupType.DATABASE)
                        .run()
                        .stored())
                .run();
        assertThat(report.committed()).isTrue();
        return report.request().id();
    }

    private void assertUndone() throws Exception {
        assertThat(number("SELECT count(*) FROM line")).isOne();
        assertThat(placed()).isEmpty();
    }

    /** Applies the fault to the server while the restore continues. */
    private void everyPhase(RestoreMode mode, String campaign, Runnable fault) throws Exception {
        SeenPhases phases = new SeenPhases();
        assertThat(restore(mode).meter(phases).run().committed()).isTrue();
        int trials = 0;
        int committed = 0;
        for (Phase phase : phases.seen) {
            for (int i = 0; i < TRIALS; i++) {
                // given
                reset();
                Thread fate = new Thread(fault, "fate");

                // when
                RestoreReport report = null;
                Exception failure = null;
                try {
                    report = restore(mode)
                            .meter(new At(phase, phase, fate::start))
                            .run();
                } catch (BackupException | IOException e) {
                    failure = e;
                }
                fate.join();
                disk.release();
                startAgain();

                // then
                String where = "%s, trial %d of %s: %s".formatted(campaign, i, phase, failure);
                boolean happened = number("SELECT count(*) FROM line") > 0;
                assertThat(number("SELECT count(*) FROM line")).as(where).isIn(0L, (long) ROWS);
                assertThat(happened).as(where).isEqualTo(report != null && report.committed());
                if (!happened) {
                    assertThat(placed()).as(where).isEmpty();
                    assertThat(failure).as(where).isInstanceOf(BackupException.class);
                    assertThat(((BackupException) failure).code()).as(where).isNotEqualTo(ErrorCode.INTERNAL_ERROR);
                }
                assertNextRestoreCompletes(mode);
                trials++;
                committed += happened ? 1 : 0;
            }
        }
        Campaign.report(
                campaign,
                trials,
                "%d as after, %d as before, told right each time; next restore completes"
                        .formatted(committed, trials - committed));
    }

    /** Runs an action once, when the first of two phases begins. */
    private static final class At extends Meter {

        private final Set<Phase> phases;
        private final Runnable action;
        private boolean done;

        At(Phase phase, Phase other, Runnable action) {
            this.phases = new LinkedHashSet<>(List.of(phase));
            this.phases.add(other);
            this.action = action;
        }

        @Override
        public void enter(Phase next) {
            super.enter(next);
            if (phases.contains(next) && !done) {
                done = true;
                action.run();
            }
        }
    }

    private Restores restore(RestoreMode mode) {
        return new Restores(store, backup).into(target).files(there).mode(mode).waitForServer(Duration.ofSeconds(20));
    }

    private void reset() throws Exception {
        dropKept();
        target.execute("TRUNCATE line");
        for (Path file : placed()) {
            Files.delete(file);
        }
    }

    private void startAgain() {
        if (!server.answers()) {
            server.crash();
            server.start();
        }
    }

    private void assertUntouched() throws Exception {
        assertThat(number("SELECT count(*) FROM line")).isZero();
        assertThat(placed()).isEmpty();
    }

    private void assertNextRestoreCompletes(RestoreMode mode) throws Exception {
        RestoreReport report = restore(mode).run();
        assertThat(report.committed()).isTrue();
        assertThat(report.warnings()).isEmpty();
        assertThat(number("SELECT count(*) FROM line")).isEqualTo(ROWS);
        assertThat(placed()).hasSize(20);
        assertThat(number("SELECT count(*) FROM pg_database WHERE datname LIKE 'edms_restore%'"))
                .isZero();
        assertThat(number("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'edms_restore%'"))
                .isZero();
        try (Stream<Path> all = Files.walk(there)) {
            assertThat(all.filter(path -> path.endsWith("new"))).isEmpty();
        }
        dropKept();
    }

    private void dropKept() throws SQLException {
        try (Connection connection = target.connect()) {
            Sql sql = new Sql(connection);
            for (String kept : sql.list(
                    "SELECT datname FROM pg_database WHERE datname LIKE '" + target.name()
                            + "\\_before%' OR datname LIKE '" + target.name() + "\\_undone%'",
                    row -> row.getString(1))) {
                sql.execute("DROP DATABASE " + Sql.quoted(kept));
            }
        }
    }

    private List<Path> placed() throws IOException {
        try (Stream<Path> all = Files.list(there)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = target.connect()) {
            return new Sql(connection).count(query);
        }
    }

    private static void sleep(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
