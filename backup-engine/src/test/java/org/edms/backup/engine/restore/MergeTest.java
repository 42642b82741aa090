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
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class MergeTest {

    private static final Path STORAGE = SmallEdms.ROOT.resolve("storage");

    @TempDir
    Path directory;

    private Path store;
    private Path storage;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        storage = Files.createDirectory(directory.resolve("storage"));
    }

    @Test
    void aReinitialisedSystemGetsItsRowsBackUnderItsOwnKeys(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        BackupResult backup = new Backups(store)
                .of(edms)
                .files(STORAGE)
                .edmsModel()
                .type(BackupType.EXPORT)
                .run();
        new DemoEdms(target.dataSource(), directory).reinitialise();

        // when
        RestoreReport report =
                new Restores(store, backup).into(target).files(storage).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.committed()).isTrue();
        assertThat(report.reinitialised()).isTrue();
        assertThat(report.addsUp()).isTrue();
        assertThat(report.warnings()).noneMatch(warning -> warning.detail().contains("files"));
        assertSamePortraits(edms, target);
    }

    @Test
    void aRepeatedMergeChangesNothing(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        BackupResult backup = new Backups(store)
                .of(edms)
                .files(STORAGE)
                .edmsModel()
                .type(BackupType.EXPORT)
                .run();
        new DemoEdms(target.dataSource(), directory).reinitialise();
        new Restores(store, backup).into(target).files(storage).run();
        Map<String, List<String>> before =
                Portrait.of(target, Restores.edmsModel()).tables();

        // when
        RestoreReport again =
                new Restores(store, backup).into(target).files(storage).run();

        // then
        assertThat(again.rows().matched()).isEqualTo(again.rows().inPackage());
        assertThat(again.files())
                .allSatisfy(root -> assertThat(root.account().matched())
                        .isEqualTo(root.account().inPackage()));
        Map<String, List<String>> after =
                Portrait.of(target, Restores.edmsModel()).tables();
        assertThat(Portrait.differences(before, after)).isEmpty();
        assertThat(Portrait.differences(after, before)).isEmpty();
    }

    @Test
    void withoutUsersRowsReferenceTheTargetsUsersOrStubs(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        BackupResult backup = new Backups(store)
                .of(edms)
                .files(STORAGE)
                .edmsModel()
                .type(BackupType.EXPORT)
                .withoutUsers()
                .run();
        new DemoEdms(target.dataSource(), directory).reinitialise();

        // when
        RestoreReport report =
                new Restores(store, backup).into(target).files(storage).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.references()).isNotEmpty().allMatch(reference -> reference.stub());
        assertThat(scalar(target, "SELECT count(*) FROM users WHERE is_active AND username <> 'admin'"))
                .isEqualTo("0");
        List<String> documents =
                Portrait.of(edms, Restores.edmsModel()).tables().get("public.documents");
        assertThat(Portrait.of(target, Restores.edmsModel()).tables().get("public.documents"))
                .isEqualTo(documents);
    }

    @Test
    void aDryRunReportsTheResultAndChangesNothing(
            @From(SmallEdms.class) TestDatabase edms, @From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        BackupResult backup = new Backups(store)
                .of(edms)
                .files(STORAGE)
                .edmsModel()
                .type(BackupType.EXPORT)
                .run();
        new DemoEdms(target.dataSource(), directory).reinitialise();
        Restores restores = new Restores(store, backup).into(target).files(storage);
        Map<String, List<String>> before = everything(target);

        // when
        RestoreReport dry = restores.dryRun().run();

        // then
        assertThat(dry.committed()).isFalse();
        assertThat(dry.failure()).isNull();
        assertThat(Portrait.differences(before, everything(target))).isEmpty();
        assertThat(Portrait.differences(everything(target), before)).isEmpty();
        assertThat(storage).isEmptyDirectory();
        RestoreReport real =
                new Restores(store, backup).into(target).files(storage).run();
        assertThat(dry.tables()).isEqualTo(real.tables());
        assertThat(dry.files()).isEqualTo(real.files());
        assertThat(dry.identityMaps()).isEqualTo(real.identityMaps());
    }

    private static Map<String, List<String>> everything(TestDatabase database) throws Exception {
        Map<String, List<String>> everything =
                Portrait.of(database, Restores.edmsModel()).tables();
        everything.put(
                "sequences",
                List.of(
                        scalar(
                                database,
                                "SELECT string_agg(format('%s %s', sequencename, last_value), ', ' ORDER BY sequencename) FROM pg_sequences")));
        everything.put(
                "schemas",
                List.of(scalar(database, "SELECT string_agg(nspname, ', ' ORDER BY nspname) FROM pg_namespace")));
        return everything;
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }

    private static void assertSamePortraits(TestDatabase edms, TestDatabase target) throws Exception {
        Map<String, List<String>> expected =
                Portrait.of(edms, Restores.edmsModel()).tables();
        Map<String, List<String>> actual =
                Portrait.of(target, Restores.edmsModel()).tables();
        expected.remove("public.placeholder_cache");
        assertThat(Portrait.differences(expected, actual)).isEmpty();
    }
}
