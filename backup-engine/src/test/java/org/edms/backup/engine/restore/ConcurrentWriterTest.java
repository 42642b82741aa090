package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that an application commits while its database is backed up or merged into is lost. */
@Tag("repeated")
@PostgresTest
class ConcurrentWriterTest {

    private static final int TRIALS = Integer.getInteger("edms.test.kills", 2);
    private static final String TABLES = "CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE); "
            + "CREATE TABLE paper (id serial PRIMARY KEY, number text NOT NULL UNIQUE, folder_id integer NOT NULL REFERENCES folder);";
    private static final String RIGHT_LINKS = "SELECT count(*) FROM paper p JOIN folder f ON f.id = p.folder_id "
            + "WHERE f.name = replace(p.number, 'paper', 'folder')";

    @TempDir
    Path store;

    @Test
    void aBackupContainsNoPaperWithoutItsFolder(TestDatabase source, TestDatabase copy) throws Exception {
        // given
        source.execute(TABLES);
        try (Writer writer = new Writer(source, "own")) {
            for (int i = 0; i < TRIALS; i++) {
                writer.waitForRows(50);

                // when
                BackupResult backup =
                        new Backups(store).of(source).type(BackupType.DATABASE).run();
                RestoreReport report = new Restores(store, backup)
                        .into(copy)
                        .mode(RestoreMode.REPLACE)
                        .run();

                // then
                assertThat(report.failure()).isNull();
                assertThat(number(copy, RIGHT_LINKS))
                        .isPositive()
                        .isEqualTo(number(copy, "SELECT count(*) FROM paper"))
                        .isEqualTo(number(copy, "SELECT count(*) FROM folder"));
            }
        }
        Campaign.report("backups beside a writer", TRIALS, "every restored row has its parent");
    }

    @Test
    void aMergeLosesNoRowOfTheApplication(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(
                TABLES + "INSERT INTO folder (name) SELECT 'folder of source ' || n FROM generate_series(1, 500) n; "
                        + "INSERT INTO paper (number, folder_id) SELECT replace(name, 'folder', 'paper'), id FROM folder");
        target.execute(TABLES);
        BackupResult backup =
                new Backups(store).of(source).type(BackupType.DATABASE).run();
        long written = 0;
        for (int i = 0; i < TRIALS; i++) {
            RestoreReport report;
            List<String> committed;
            try (Writer writer = new Writer(target, "own " + i)) {
                writer.waitForRows(50);

                // when
                report = new Restores(store, backup).into(target).run();
                writer.waitForRows(50);
                committed = writer.stop();
            }

            // then
            written += committed.size();
            assertThat(report.failure()).isNull();
            assertThat(number(target, "SELECT count(*) FROM paper")).isEqualTo(500 + written);
            assertThat(number(target, RIGHT_LINKS)).isEqualTo(500 + written);
            target.execute(
                    "DELETE FROM paper WHERE number LIKE '%source%'; DELETE FROM folder WHERE name LIKE '%source%'");
            written = number(target, "SELECT count(*) FROM paper");
        }
        Campaign.report("merges beside a writer", TRIALS, "no committed row lost, every link right");
    }

    private static long number(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** An application that repeatedly adds a folder and its paper in one transaction. */
    private static final class Writer implements AutoCloseable {

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<String> committed = new ArrayList<>();
        private final FutureTask<Void> work;
        private final Thread thread;

        Writer(TestDatabase database, String name) {
            work = new FutureTask<>(() -> {
                write(database, name);
                return null;
            });
            thread = new Thread(work, "application");
            thread.start();
        }

        private void write(TestDatabase database, String name) throws SQLException {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (int i = 0; !stopped.get(); i++) {
                    String row = name + " " + i;
                    statement.execute("INSERT INTO folder (name) VALUES ('folder of " + row + "')");
                    statement.execute("INSERT INTO paper (number, folder_id) VALUES ('paper of " + row
                            + "', currval('folder_id_seq'))");
                    connection.commit();
                    synchronized (committed) {
                        committed.add(row);
                    }
                }
            }
        }

        void waitForRows(int more) {
            int expected = number() + more;
            Awaitility.await("the writer commits " + more + " more rows")
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> number() >= expected || work.isDone());
        }

        private int number() {
            synchronized (committed) {
                return committed.size();
            }
        }

        List<String> stop() throws Exception {
            stopped.set(true);
            work.get();
            return List.copyOf(committed);
        }

        @Override
        public void close() {
            stopped.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
