package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Merges systems that encrypt files with keys in rows. */
@PostgresTest
class FileKeysTest {

    private static final String MODEL = """
            fileRoots: { storage: {} }
            groups: { users: [person] }
            tables:
              person: { key: [name], fileKeys: [secret], stub: { name: unknown } }
              paper: { key: [code], files: [{ root: storage, path: path }] }
            """;

    private static final String TABLES = """
            CREATE TABLE person (id serial PRIMARY KEY, name text NOT NULL UNIQUE, secret text);
            CREATE TABLE paper (code text PRIMARY KEY, owner int REFERENCES person, path text);
            """;

    @TempDir
    Path store;

    @TempDir
    Path there;

    @TempDir
    Path here;

    @BeforeEach
    void writeFile() throws IOException {
        Files.writeString(there.resolve("1.pdf"), "encrypted with a");
    }

    @Test
    void aKeyTravelsWithItsRow(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult export =
                systems(source, target, "('mine', 'x'), ('bob', NULL)").run();

        // when
        RestoreReport report = restores(export, target).run();

        // then
        assertThat(export.manifest().findings())
                .extracting(Finding::kind, Finding::subject)
                .containsExactly(tuple(Finding.Kind.FILE_KEY_EXPORTED, "public.person.secret"));
        assertThat(report.failure()).isNull();
        assertThat(keys(target)).isEqualTo("ann=a bob=- mine=x");
        assertThat(here.resolve("1.pdf")).exists();
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATE", "KEEP"})
    void anotherKeyInTheTargetIsRefused(OnMatch onMatch, TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult export =
                systems(source, target, "('ann', 'z'), ('bob', NULL)").run();

        // when
        RestoreReport plan = restores(export, target).onMatch(onMatch).dryRun().run();
        RestoreReport report = restores(export, target).onMatch(onMatch).run();

        // then
        assertThat(report.committed()).isFalse();
        assertThat(report.failure()).isEqualTo(plan.failure());
        assertThat(report.failure().code()).isEqualTo(ErrorCode.FILE_KEY_DIFFERS);
        assertThat(report.failure().detail())
                .contains("1 rows of public.person: ann")
                .doesNotContain("z");
        assertThat(keys(target)).isEqualTo("ann=z bob=-");
        assertThat(here).isEmptyDirectory();
    }

    @Test
    void theSameKeyIsNoConflict(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult export = systems(source, target, "('ann', 'a')").run();

        // when
        RestoreReport report = restores(export, target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(keys(target)).isEqualTo("ann=a bob=-");
    }

    @Test
    void withoutFilesTheTargetKeepsItsKeys(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult export = systems(source, target, "('ann', 'z')").run();

        // when
        RestoreReport report =
                restores(export, target).scope(RestoreScope.DATABASE).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(keys(target)).isEqualTo("ann=z bob=-");
    }

    @Test
    void anExportWithoutTheUsersLacksTheirKeys(TestDatabase source, TestDatabase target) throws Exception {
        // given
        BackupResult export =
                systems(source, target, "('ann', 'a')").withoutUsers().run();

        // when
        RestoreReport report = restores(export, target).run();

        // then
        assertThat(export.manifest().findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.FILE_KEY_LEFT_OUT);
        assertThat(report.failure().code()).isEqualTo(ErrorCode.FILE_KEY_DIFFERS);
        assertThat(report.failure().detail()).contains("public.person: ann");
        assertThat(here).isEmptyDirectory();
    }

    @Test
    void aSensitiveKeyOfFilesIsRefused() {
        assertThatThrownBy(() -> DescribedMerge.parse("""
                        tables:
                          person: { fileKeys: [secret], sensitive: { secret: "" } }
                        """))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("line 3: secret is also sensitive");
    }

    private Backups systems(TestDatabase source, TestDatabase target, String persons) throws Exception {
        source.execute(TABLES + """
                INSERT INTO person (name, secret) VALUES ('ann', 'a'), ('bob', NULL);
                INSERT INTO paper VALUES ('p', 1, '1.pdf');
                """);
        target.execute(TABLES + "INSERT INTO person (name, secret) VALUES " + persons);
        return new Backups(store)
                .of(source)
                .files(there)
                .model(DescribedMerge.parse(MODEL))
                .type(BackupType.EXPORT);
    }

    private Restores restores(BackupResult backup, TestDatabase target) {
        return new Restores(store, backup).into(target).files(here);
    }

    private static String keys(TestDatabase target) throws SQLException {
        try (Connection connection = target.connect()) {
            return new Sql(connection)
                    .text("SELECT string_agg(name || '=' || coalesce(secret, '-'), ' ' ORDER BY name) FROM person");
        }
    }
}
