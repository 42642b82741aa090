package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.merge.Merge;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TemporaryName;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damage between reading the package and writing the target is detected and reported before the commit. */
@PostgresTest
class MergeSabotageTest {

    private static final String TABLES = "CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE);"
            + " CREATE TABLE paper (id serial PRIMARY KEY, number text NOT NULL UNIQUE, folder_id integer REFERENCES"
            + " folder);";

    @TempDir
    Path store;

    static Stream<Arguments> damageIsFoundBeforeTheCommit() {
        return Stream.of(
                Arguments.of("UPDATE S.i0 SET \"n:id\" = 3 - \"n:id\" WHERE \"n:id\" < 3", "map of public.folder"),
                Arguments.of("DELETE FROM S.s1 WHERE number = 'P1'", "account of public.paper"),
                Arguments.of("DELETE FROM public.folder WHERE name = 'in'", "account of public.folder"),
                Arguments.of("UPDATE S.s1 SET folder_id = 77 WHERE number = 'P2'", "unresolved"));
    }

    @ParameterizedTest
    @MethodSource
    void damageIsFoundBeforeTheCommit(String statement, String found, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        source.execute(TABLES + "INSERT INTO folder (name) VALUES ('in'), ('out'); "
                + "INSERT INTO paper (number, folder_id) VALUES ('P1', 1), ('P2', 2)");
        target.execute(
                TABLES + "INSERT INTO folder (name) VALUES ('out'), ('in'); INSERT INTO paper (number) VALUES ('P0')");
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();
        RestoreJobId id = new RestoreJobId(UUID.randomUUID());

        // when
        RowsResult result = merge(backup, target, id, statement);

        // then
        if (found.equals("unresolved")) {
            assertThat(result.setAside())
                    .singleElement()
                    .satisfies(row -> assertThat(row.row()).isEqualTo("P2"));
        } else {
            assertThat(result.checks())
                    .filteredOn(check -> !check.passed())
                    .extracting(Check::name)
                    .contains(found);
        }
        assertThat(result.failure()).isNotNull();
    }

    private RowsResult merge(BackupResult backup, TestDatabase database, RestoreJobId id, String statement)
            throws Exception {
        RestoreTask task = new RestoreTask(
                new RestoreRequest(
                        id,
                        backup.stored().name(),
                        backup.stored().sha256(),
                        RestoreOptions.builder()
                                .mode(RestoreMode.MERGE)
                                .safetyBackup(false)
                                .build(),
                        "tester"),
                Database.parse(database.url(), null),
                List.of(),
                null,
                null,
                true,
                "edms-backup test",
                2);
        StoredPackages packages = new StoredPackages(new DirectoryStore(store), List.of());
        try (Target target = Target.open(task.target());
                RestoredPackage source =
                        RestoredPackage.open(packages, backup.stored().name())) {
            Meter damaging = new Meter() {
                @Override
                public void enter(Phase next) {
                    if (next == Phase.RESOLVING) {
                        damage(target, statement.replace("S.", Sql.quoted(TemporaryName.of(id)) + "."));
                    }
                }
            };
            return new Merge(target, source, EdmsModel.unknown(), task, damaging).run();
        }
    }

    private static void damage(Target target, String statement) {
        try {
            String role = target.sql().text("SHOW session_replication_role");
            target.sql().execute("SET LOCAL session_replication_role = replica");
            target.sql().execute(statement);
            target.sql().execute("SET LOCAL session_replication_role = " + role);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
