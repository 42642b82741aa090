package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class ReplaceTest {

    private static final Path STORAGE = SmallEdms.ROOT.resolve("storage");

    @TempDir
    Path directory;

    private Path store;
    private Path storage;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        storage = directory.resolve("storage");
    }

    @Test
    void anEmptyDatabaseGetsTheContentOfThePackage(@From(SmallEdms.class) TestDatabase edms, TestDatabase target)
            throws Exception {
        // given
        BackupResult backup =
                new Backups(store).of(edms).files(STORAGE).edmsModel().run();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .files(storage)
                .mode(RestoreMode.REPLACE)
                .run();

        // then
        assertThat(report.committed()).isTrue();
        assertThat(report.addsUp()).isTrue();
        assertSame(edms, target);
        dropKept(target, report);
    }

    @Test
    void theOldDatabaseIsKeptUnderAnotherName(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        BackupResult backup =
                new Backups(store).of(edms).files(STORAGE).edmsModel().run();
        new DemoEdms(target.dataSource(), directory).reinitialise();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .files(storage)
                .mode(RestoreMode.REPLACE)
                .run();

        // then
        assertSame(edms, target);
        TestDatabase kept = new TestDatabase(target.server(), report.keptDatabase());
        assertThat(scalar(kept, "SELECT count(*) FROM public.documents")).isEqualTo("0");
        dropKept(target, report);
    }

    @Test
    void aRoleThatMayNotCreateDatabasesReplacesInPlace(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        BackupResult backup =
                new Backups(store).of(edms).files(STORAGE).edmsModel().run();
        new DemoEdms(target.dataSource(), directory).reinitialise();
        String owner = "owner_" + target.name();
        target.execute("CREATE ROLE " + owner + " LOGIN PASSWORD 'secret'; "
                + "DO $$ DECLARE t record; BEGIN FOR t IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'flyway') "
                + "LOOP EXECUTE format('ALTER TABLE %I.%I OWNER TO " + owner
                + "', t.schemaname, t.tablename); END LOOP; END $$; "
                + "GRANT ALL ON SCHEMA public, flyway TO " + owner + "; GRANT CREATE ON DATABASE " + target.name()
                + " TO " + owner);

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .as(owner, "secret")
                .files(storage)
                .mode(RestoreMode.REPLACE)
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.keptDatabase()).isNull();
        assertSame(edms, target);
    }

    private static void assertSame(TestDatabase edms, TestDatabase target) throws Exception {
        Map<String, List<String>> expected =
                Portrait.of(edms, Restores.edmsModel()).tables();
        Map<String, List<String>> actual =
                Portrait.of(target, Restores.edmsModel()).tables();
        assertThat(Portrait.differences(expected, actual)).isEmpty();
        assertThat(Portrait.differences(actual, expected)).isEmpty();
    }

    private static void dropKept(TestDatabase target, RestoreReport report) throws Exception {
        target.execute("DROP DATABASE " + report.keptDatabase());
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }
}
