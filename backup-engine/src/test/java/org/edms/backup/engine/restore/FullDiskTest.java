package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.StoredFile;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.PostgresTest;
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
 * If the disk of the store or of the files fills up in any phase, the state is the old or the new one, and a retry succeeds.
 */
@Tag("campaign")
@PostgresTest
class FullDiskTest {

    private static final int TRIALS = Math.max(2, Integer.getInteger("edms.test.kills", 40) / 20);
    private static final int FILES = 40;
    private static final int FILE_BYTES = 100_000;
    private static final int ALL_BYTES = FILES * FILE_BYTES;
    private static final String TABLE = "CREATE TABLE line (id serial PRIMARY KEY, code text NOT NULL UNIQUE);";

    @TempDir
    Path directory;

    private final Random random = Campaign.random("fill disks");
    private Path here;
    private SmallDisk disk;
    private TestDatabase source;

    @BeforeEach
    void prepare(TestDatabase database) throws Exception {
        disk = SmallDisk.mount(64).orElse(null);
        assumeTrue(disk != null, "this process may mount a file system");
        here = Files.createDirectory(directory.resolve("here"));
        byte[] noise = new byte[FILE_BYTES];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(noise);
            Files.write(here.resolve("file-" + i), noise);
        }
        source = database;
        source.execute(TABLE + "INSERT INTO line (code) SELECT md5(n::text) FROM generate_series(1, 20000) n");
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void theStoreIsFullInEveryPhaseOfABackup() throws Exception {
        // given
        DirectoryStore store = new DirectoryStore(disk.path());
        SeenPhases phases = new SeenPhases();
        backups(disk.path()).meter(phases).run();
        int trials = 0;
        for (Phase phase : phases.seen) {
            for (int i = 0; i < TRIALS; i++) {
                removeAll(store);

                // when
                Failure failure = null;
                try {
                    backups(disk.path())
                            .meter(new OnPhase(phase, this::fillInPart))
                            .run();
                } catch (RuntimeException | IOException e) {
                    failure = Failure.of(e);
                }

                // then
                if (failure != null) {
                    assertThat(failure.code()).as(phase + ": " + failure).isEqualTo(ErrorCode.STORE_FULL);
                    assertThat(store.list()).isEmpty();
                }
                disk.release();
                assertThat(names(disk.path())).as(phase + ": " + failure).hasSize(failure == null ? 3 : 0);
                trials++;
            }
        }
        removeAll(store);
        assertThat(backups(disk.path()).run().verified()).isTrue();
        Campaign.report(
                "store full in each phase of a backup", trials, "a whole package or none, and nothing beside it");
    }

    @ParameterizedTest
    @EnumSource
    void theDiskOfTheFilesIsFullInEveryPhaseOfARestoreAndOfItsUndo(RestoreMode mode, TestDatabase target)
            throws Exception {
        // given
        Path store = Files.createDirectory(directory.resolve("store"));
        Path there = Files.createDirectory(disk.path().resolve("there"));
        BackupResult backup = backups(store).run();
        target.execute(TABLE);
        Files.writeString(there.resolve("file-0"), "mine");
        SeenPhases restorePhases = new SeenPhases();
        SeenPhases undoPhases = new SeenPhases();
        RestoreReport first = restore(store, backup, target, there, mode, restorePhases);
        if (first.keptDatabase() != null) {
            undo(store, backup, first, target, there, undoPhases);
        }
        int trials = 0;
        for (Phase phase : restorePhases.seen) {
            for (int i = 0; i < TRIALS; i++) {
                reset(target, there);

                // when
                RestoreReport report = null;
                Exception failure = null;
                try {
                    report = restore(store, backup, target, there, mode, new OnPhase(phase, this::fillInPart));
                } catch (RuntimeException | IOException e) {
                    failure = e;
                }
                disk.release();

                // then
                String where = phase + ": " + failure;
                boolean committed = report != null && report.committed();
                assertThat(rows(target)).as(where).isEqualTo(committed ? 20000 : 0);
                if (!committed) {
                    assertThat(Failure.of(failure).code()).as(where).isIn(ErrorCode.DISK_FULL, ErrorCode.TARGET_FULL);
                    assertThat(names(there)).as(where).containsExactly("file-0");
                    assertThat(there.resolve("file-0")).hasContent("mine");
                }
                restore(store, backup, target, there, mode, new Meter());
                assertAllPlaced(there);
                trials++;
            }
        }
        Campaign.report(
                "disk of the files full in each phase, " + mode,
                trials,
                "as before or as after; next restore completes");
        if (first.keptDatabase() != null) {
            undoInEveryPhase(undoPhases, store, backup, target, there);
        }
    }

    private void undoInEveryPhase(SeenPhases phases, Path store, BackupResult backup, TestDatabase target, Path there)
            throws Exception {
        int trials = 0;
        for (Phase phase : phases.seen) {
            for (int i = 0; i < TRIALS; i++) {
                // given
                reset(target, there);
                RestoreReport report = restore(store, backup, target, there, RestoreMode.REPLACE, new Meter());

                // when
                try {
                    undo(store, backup, report, target, there, new OnPhase(phase, this::fillInPart));
                } catch (RuntimeException | IOException e) {
                    assertThat(Failure.of(e).code()).as(phase + ": " + e).isEqualTo(ErrorCode.DISK_FULL);
                    disk.release();
                    undo(store, backup, report, target, there, new Meter());
                }
                disk.release();

                // then
                assertThat(rows(target)).as(phase.text()).isZero();
                assertThat(there.resolve("file-0")).as(phase.text()).hasContent("mine");
                assertThat(there.resolve("file-1")).as(phase.text()).doesNotExist();
                trials++;
            }
        }
        Campaign.report("disk of the files full in each phase of an undo", trials, "the same undo completes");
    }

    @ParameterizedTest
    @EnumSource
    void aServerWithFewConnectionsSufficesOrIsReported(RestoreMode mode, TestDatabase target) throws Exception {
        // given
        Path store = Files.createDirectory(directory.resolve("store"));
        Path there = Files.createDirectory(disk.path().resolve("there"));
        BackupResult backup = backups(store).run();
        String role = "few_" + target.name();
        target.execute("CREATE ROLE " + role + " LOGIN CREATEDB PASSWORD 'secret'");
        target.execute("ALTER DATABASE " + target.name() + " OWNER TO " + role + "; " + TABLE
                + "ALTER TABLE line OWNER TO " + role + "; GRANT ALL ON SCHEMA public TO " + role);
        int enough = 0;
        for (int limit = 1; limit <= 8; limit++) {
            target.execute("ALTER ROLE " + role + " CONNECTION LIMIT " + limit);

            // when
            Failure failure = null;
            try {
                RestoreReport report = new Restores(store, backup)
                        .into(target)
                        .as(role, "secret")
                        .files(there)
                        .mode(mode)
                        .run();
                assertThat(report.failure()).isNull();
                enough++;
            } catch (RuntimeException | IOException e) {
                failure = Failure.of(e);
            }

            // then
            if (failure != null) {
                assertThat(failure.code()).as(limit + ": " + failure).isEqualTo(ErrorCode.TOO_FEW_CONNECTIONS);
                assertThat(rows(target)).isZero();
            }
            assertThat(rows(target)).isEqualTo(failure == null ? 20000 : 0);
            target.execute("TRUNCATE line");
            for (String kept : kept(target)) {
                target.execute("DROP DATABASE " + kept);
            }
        }
        assertThat(enough).isPositive();
        target.execute("ALTER ROLE " + role + " CONNECTION LIMIT -1");
        Campaign.report(
                "connection limits of 1 to 8, " + mode,
                8,
                enough + " restored, the others failed with nothing changed");
    }

    /** Leaves room for some of the files, or for none. */
    private void fillInPart() {
        disk.fill(random.nextInt(ALL_BYTES / 2));
    }

    private Backups backups(Path store) {
        return new Backups(store).of(source).files(here).type(BackupType.FULL);
    }

    private static RestoreReport restore(
            Path store, BackupResult backup, TestDatabase target, Path there, RestoreMode mode, Meter meter)
            throws IOException {
        return new Restores(store, backup)
                .into(target)
                .files(there)
                .mode(mode)
                .meter(meter)
                .run();
    }

    private static void undo(
            Path store, BackupResult backup, RestoreReport report, TestDatabase target, Path there, Meter meter)
            throws IOException {
        new Restores(store, backup)
                .into(target)
                .files(there)
                .meter(meter)
                .undo(report.request().id())
                .run();
    }

    private void reset(TestDatabase target, Path there) throws Exception {
        for (String kept : kept(target)) {
            target.execute("DROP DATABASE " + kept);
        }
        target.execute("TRUNCATE line");
        try (Stream<Path> all = Files.walk(there)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!each.equals(there)) {
                    Files.delete(each);
                }
            }
        }
        Files.writeString(there.resolve("file-0"), "mine");
    }

    private static List<String> kept(TestDatabase target) throws SQLException {
        try (Connection connection = target.connect()) {
            return new Sql(connection)
                    .list(
                            "SELECT datname FROM pg_database WHERE datname LIKE '" + target.name()
                                    + "\\_before%' OR datname LIKE '" + target.name() + "\\_undone%'",
                            row -> row.getString(1));
        }
    }

    private static long rows(TestDatabase target) throws SQLException {
        try (Connection connection = target.connect()) {
            return new Sql(connection).count("SELECT count(*) FROM line");
        }
    }

    private void assertAllPlaced(Path there) throws IOException {
        assertThat(names(there)).hasSize(FILES);
        for (String name : names(there)) {
            assertThat(there.resolve(name)).hasSameBinaryContentAs(here.resolve(name));
        }
        try (Stream<Path> all = Files.walk(there)) {
            assertThat(all.filter(path -> path.endsWith("new"))).isEmpty();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void removeAll(DirectoryStore store) {
        for (StoredFile each : store.list()) {
            store.delete(each.name());
        }
    }
}
