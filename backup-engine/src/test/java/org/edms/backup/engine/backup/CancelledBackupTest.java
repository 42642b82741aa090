package org.edms.backup.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class CancelledBackupTest {

    @TempDir
    Path store;

    @Test
    void cancellingDoesNotWaitForALock(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE folder (name text)");
        Backups backups = new Backups(store).of(database).type(BackupType.DATABASE);
        FutureTask<BackupResult> backup = new FutureTask<>(backups::run);
        Thread worker = new Thread(backup);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE folder");
            worker.start();
            awaitLockRequest(statement);

            // when
            long start = System.nanoTime();
            worker.interrupt();
            worker.join();

            // then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThatThrownBy(backup::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            assertThat(store).isEmptyDirectory();
        }
    }

    private static void awaitLockRequest(Statement statement) {
        Awaitility.await("the backup waits for the lock of folder")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isLockRequested(statement));
    }

    private static boolean isLockRequested(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'folder'::regclass AND NOT granted)")) {
            result.next();
            return result.getBoolean(1);
        }
    }
}
