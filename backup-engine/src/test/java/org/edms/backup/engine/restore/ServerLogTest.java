package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.testing.CrashingPostgres;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job never leaves a message about a lost client in the server log, however the job ends. */
@Tag("long")
class ServerLogTest {

    /** Enough rows to exceed the socket buffers. */
    private static final int ROWS = 60_000;

    private static final String TABLE =
            "CREATE TABLE line (id serial PRIMARY KEY, code text NOT NULL UNIQUE, filler text);";

    @TempDir
    Path directory;

    private Path store;
    private CrashingPostgres server;
    private TestDatabase source;

    @BeforeEach
    void start() throws Exception {
        store = Files.createDirectory(directory.resolve("store"));
        server = new CrashingPostgres(directory, Map.of("log_min_messages", "info"));
        source = server.database();
        source.execute(TABLE + "INSERT INTO line (code, filler) SELECT md5(n::text), repeat(md5((-n)::text), 20)"
                + " FROM generate_series(1, " + ROWS + ") n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBackupIsNotLogged() throws Exception {
        // when
        backup().run();
        assertThatThrownBy(() -> backup().type(BackupType.EXPORT).run()).isInstanceOf(BackupException.class);

        // then
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aBackupThatIsCancelledWhileItReadsRowsEndsItsConnections() throws Exception {
        // when
        assertThatThrownBy(
                        () -> backup().meter(new InterruptedAt("public.line")).run())
                .isInstanceOf(Exception.class);
        assertThat(Thread.interrupted()).isTrue();

        // then
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aBackupWhoseReaderFailsEndsItsConnections() throws Exception {
        // when
        assertThatThrownBy(() -> backup().meter(new FailingAt("public.line")).run())
                .hasStackTraceContaining("on purpose");

        // then
        assertThat(complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreIsNotLogged(RestoreMode mode) throws Exception {
        // given
        BackupResult made = backup().run();
        TestDatabase target = server.database();
        target.execute(TABLE);

        // when
        restore(made, target, mode).dryRun().run();
        assertThatThrownBy(() -> restore(made, target, mode)
                        .meter(new InterruptedAt("public.line"))
                        .run())
                .isInstanceOf(Exception.class);
        assertThat(Thread.interrupted()).isTrue();
        restore(made, target, mode).run();

        // then
        assertThat(complaints()).isEmpty();
    }

    private Backups backup() {
        return new Backups(store).of(source).type(BackupType.DATABASE);
    }

    private Restores restore(BackupResult made, TestDatabase target, RestoreMode mode) {
        return new Restores(store, made).into(target).mode(mode);
    }

    /** Returns the messages about lost clients, after the last session has ended: until then, the server may still log one. */
    private List<String> complaints() throws Exception {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            Awaitility.await("all other sessions have ended")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !othersAreConnected(statement));
        }
        try (Stream<String> lines = Files.lines(directory.resolve("data.log"))) {
            return lines.filter(line -> line.matches(
                            ".*(unexpected EOF|connection to client lost|could not (send|receive) data).*"))
                    .toList();
        }
    }

    private static boolean othersAreConnected(Statement statement) throws SQLException {
        try (ResultSet others = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
            others.next();
            return others.getInt(1) > 0;
        }
    }

    /** Interrupts its thread when the work reaches a table, as a cancelling user does. */
    private static final class InterruptedAt extends Meter {

        private final Thread worker = Thread.currentThread();
        private final String subject;

        InterruptedAt(String subject) {
            this.subject = subject;
        }

        @Override
        public void subject(String name) {
            super.subject(name);
            if (subject.equals(name)) {
                worker.interrupt();
            }
        }
    }

    /** Fails on the thread that reads a table, while the server is sending rows. */
    private static final class FailingAt extends Meter {

        private final String subject;
        private volatile String current;

        FailingAt(String subject) {
            this.subject = subject;
        }

        @Override
        public void subject(String name) {
            super.subject(name);
            current = name;
        }

        @Override
        public void count(long moreRows, long moreBytes) {
            if (subject.equals(current)) {
                throw new IllegalStateException("on purpose");
            }
            super.count(moreRows, moreBytes);
        }
    }
}
