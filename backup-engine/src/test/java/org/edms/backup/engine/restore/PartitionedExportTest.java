package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model says of a partitioned table holds for its partitions, which have the rows. */
@PostgresTest
class PartitionedExportTest {

    private static final String TABLES = """
            CREATE TABLE account (id int, login text NOT NULL, password text) PARTITION BY LIST (id);
            CREATE TABLE account_1 PARTITION OF account DEFAULT;
            CREATE TABLE session (word text) PARTITION BY LIST (word);
            CREATE TABLE session_1 PARTITION OF session DEFAULT;
            CREATE TABLE member (id int, name text NOT NULL) PARTITION BY LIST (id);
            CREATE TABLE member_1 PARTITION OF member DEFAULT;
            """;

    @TempDir
    Path store;

    @TempDir
    Path files;

    @Test
    void anExportContainsNoSecretOfAPartition(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(TABLES + """
                INSERT INTO account VALUES (1, 'ann', 'secret');
                INSERT INTO session VALUES ('token');
                INSERT INTO member VALUES (1, 'bob');
                """);
        target.execute(TABLES);

        // when
        BackupResult export = new Backups(store)
                .of(source)
                .root("files", files)
                .model(DescribedMerge.parse("""
                        groups: { users: [member] }
                        leaveOut: [session]
                        tables: { account: { key: [login], unguarded: true, sensitive: { password: "!" } } }
                        """))
                .type(BackupType.EXPORT)
                .withoutUsers()
                .run();
        RestoreReport report = new Restores(store, export).into(target).run();

        // then
        assertThat(export.manifest().database().tables())
                .extracting(Manifest.Table::name)
                .containsExactly("account_1");
        assertThat(report.failure()).isNull();
        assertThat(SampleSystem.scalar(target, "SELECT login || password FROM account"))
                .isEqualTo("ann!");
    }
}
