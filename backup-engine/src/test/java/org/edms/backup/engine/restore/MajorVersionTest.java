package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.testing.From;
import org.edms.backup.testing.InstalledPostgres;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package can be restored on a server with another major version, newer or older. */
@PostgresTest
@Tag("long")
class MajorVersionTest {

    private static InstalledPostgres installed;

    @TempDir
    Path store;

    @BeforeAll
    static void start() {
        installed = InstalledPostgres.start().orElse(null);
        assumeTrue(installed != null, "PostgreSQL of another version is installed");
    }

    @AfterAll
    static void stop() {
        if (installed != null) {
            installed.close();
        }
    }

    @Test
    void aPackageOfTheInstalledVersionRestoresOnTheBundledOne(TestDatabase target) throws Exception {
        // given
        TestDatabase edms = installed.database();
        new SmallEdms().fill(edms.dataSource());

        // then
        restoresAs(edms, target);
    }

    @Test
    void aPackageOfTheBundledVersionRestoresOnTheInstalledOne(@From(SmallEdms.class) TestDatabase edms)
            throws Exception {
        restoresAs(edms, installed.database());
    }

    @Test
    void aTestRestoreRunsOnTheNamedServer(TestDatabase scratch) throws Exception {
        // given
        TestDatabase edms = installed.database();
        new SmallEdms().fill(edms.dataSource());
        BackupResult backup = backup(edms);

        // when
        RestoreReport report = new TestRestore(
                        new DirectoryStore(store),
                        List.of(),
                        task(backup, scratch),
                        false,
                        Clock.systemUTC(),
                        new Meter())
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
    }

    /** Restores the package as a replacement, and merges it into a system that was reinitialized. */
    private void restoresAs(TestDatabase edms, TestDatabase target) throws Exception {
        BackupResult backup = backup(edms);

        RestoreReport replaced = new Restores(store, backup)
                .into(target)
                .mode(RestoreMode.REPLACE)
                .run();
        assertThat(replaced.failure()).isNull();
        assertSame(edms, target);

        new DemoEdms(target.dataSource(), store).reinitialise();
        RestoreReport merged = new Restores(store, backup)
                .into(target)
                .model(Restores.edmsModel())
                .run();
        assertThat(merged.failure()).isNull();
        assertSame(edms, target);
        target.execute("DROP DATABASE " + replaced.keptDatabase());
    }

    private BackupResult backup(TestDatabase edms) throws Exception {
        return new Backups(store).of(edms).type(BackupType.DATABASE).edmsModel().run();
    }

    private static RestoreTask task(BackupResult backup, TestDatabase scratch) {
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(UUID.randomUUID()),
                backup.stored().name(),
                backup.stored().sha256(),
                RestoreOptions.defaults(),
                "tester");
        return new RestoreTask(
                request, Database.parse(scratch.url(), null), List.of(), null, null, true, "edms-backup test", 3);
    }

    private static void assertSame(TestDatabase edms, TestDatabase target) throws Exception {
        Map<String, List<String>> expected =
                Portrait.of(edms, Restores.edmsModel()).tables();
        Map<String, List<String>> actual =
                Portrait.of(target, Restores.edmsModel()).tables();
        assertThat(Portrait.differences(expected, actual)).isEmpty();
        assertThat(Portrait.differences(actual, expected)).isEmpty();
    }
}
