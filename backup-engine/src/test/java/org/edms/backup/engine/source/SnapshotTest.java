package org.edms.backup.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;

@PostgresTest
class SnapshotTest {

    @Test
    void allConnectionsSeeTheSameSnapshot(TestDatabase database) throws SQLException {
        // given
        database.execute("CREATE TABLE moments (n int); INSERT INTO moments VALUES (1)");

        try (Snapshot snapshot = Snapshot.open(source(database))) {
            // when
            database.execute("INSERT INTO moments VALUES (2)");
            List<Connection> connections = snapshot.connections(3, tables(snapshot));

            // then
            assertThat(connections).hasSize(3);
            for (Connection connection : connections) {
                assertThat(count(connection)).isEqualTo(1);
            }
        }
    }

    @Test
    void aTableThatIsDroppedMeanwhileIsNamed(TestDatabase database) throws SQLException {
        // given
        database.execute("CREATE TABLE stays (n int); CREATE TABLE goes (n int)");

        try (Snapshot snapshot = Snapshot.open(source(database))) {
            List<Table> tables = tables(snapshot);

            // when
            database.execute("DROP TABLE goes");

            // then
            assertThatThrownBy(() -> {
                        try {
                            snapshot.connections(2, tables);
                        } catch (SQLException e) {
                            throw DatabaseFailure.of(e, "the database");
                        }
                    })
                    .hasMessageContaining("public.goes")
                    .hasMessageContaining("TABLE_VANISHED");
        }
    }

    @Test
    void aTableThatIsReadCannotBeDropped(TestDatabase database) throws SQLException {
        // given
        database.execute("CREATE TABLE stays (n int)");

        try (Snapshot snapshot = Snapshot.open(source(database))) {
            // when
            snapshot.connections(2, tables(snapshot));

            // then
            assertThatThrownBy(() -> database.execute("SET lock_timeout = 100; DROP TABLE stays"))
                    .hasMessageContaining("lock");
        }
    }

    @Test
    void aSnapshotIsReadOnly(TestDatabase database) throws SQLException {
        try (Snapshot snapshot = Snapshot.open(source(database));
                Statement statement = snapshot.leader().createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE public.intruder (n int)"))
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void passwordsAreNotPrinted() {
        Database database = Database.parse("postgresql://admin:secret%40word@host:5433/edms?sslmode=require", null);

        assertThat(database).hasToString("host/edms");
        assertThatThrownBy(() -> Database.parse("mysql://admin:secret@host/x", null))
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Database.parse("postgresql://admin:sec ret@host/x", null))
                .hasMessageNotContaining("ret@");
    }

    @Test
    void aDatabaseReplacedConcurrentlyCanStillBeOpened(TestDatabase database, TestDatabase other) throws Exception {
        // given
        database.execute("CREATE TABLE moments (n int)");
        other.execute("CREATE TABLE moments (n int)");
        AtomicBoolean ended = new AtomicBoolean();
        TestDatabase maintenance = new TestDatabase(database.server(), "postgres");
        FutureTask<Integer> swaps = new FutureTask<>(() -> {
            int count = 0;
            for (; !ended.get(); count++) {
                swap(maintenance, database.name(), other.name());
                TimeUnit.MILLISECONDS.sleep(20);
            }
            return count;
        });
        new Thread(swaps, "swaps").start();

        // then
        for (int i = 0; i < 100; i++) {
            Snapshot.open(source(database)).close();
        }
        ended.set(true);
        assertThat(swaps.get()).isPositive();
    }

    /** Swaps two databases in the way of a restore that replaces a database. Retries if a client has connected meanwhile. */
    private static void swap(TestDatabase maintenance, String one, String other) throws SQLException {
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            for (boolean done = false; !done; ) {
                try {
                    statement.execute(
                            "BEGIN; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('"
                                    + one + "', '" + other + "'); ALTER DATABASE " + one + " RENAME TO " + one
                                    + "_swap; ALTER DATABASE " + other + " RENAME TO " + one + "; ALTER DATABASE " + one
                                    + "_swap RENAME TO " + other + "; COMMIT");
                    done = true;
                } catch (SQLException e) {
                    statement.execute("ROLLBACK");
                }
            }
        }
    }

    private static Database source(TestDatabase database) {
        return Database.parse(database.url(), null);
    }

    private static List<Table> tables(Snapshot snapshot) throws SQLException {
        return TableCatalog.read(snapshot.catalog(List.of()));
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM public.moments")) {
            result.next();
            return result.getInt(1);
        }
    }
}
