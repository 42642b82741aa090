package org.edms.backup.foundation.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.testing.PostgresAddress;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class ServiceDatabaseTest {

    private static final String URL = "jdbc:postgresql://db.example.org/services";

    @ParameterizedTest
    @ValueSource(strings = {"99", "0.0.5"})
    void aSchemaThatANewerVersionMigratedIsRefusedAndNotChanged(String version, TestDatabase database)
            throws SQLException {
        // given
        ServiceDatabase service = service(database, Duration.ZERO);
        service.migrate();
        database.execute("""
                INSERT INTO test.flyway_schema_history
                SELECT 99, '%s', 'later', 'SQL', 'V99__later.sql', 1, 'somebody', now(), 1, true;
                DELETE FROM test.flyway_schema_history WHERE script LIKE 'R__%%'
                """.formatted(version));

        // then
        assertThatThrownBy(service::migrate)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_TOO_NEW))
                .hasMessageContaining("schema test of the service database, SERVICE_DB_URL " + URL)
                .hasMessageContaining("has version " + version + ", and this service knows versions up to 0.1");
        assertThat(scripts(database, "R__%")).isZero();
    }

    @Test
    void aSchemaOfThisVersionIsMigratedAgain(TestDatabase database) throws SQLException {
        // given
        ServiceDatabase service = service(database, Duration.ZERO);

        // when
        service.migrate();
        service.migrate();

        // then
        assertThat(scripts(database, "V%")).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsCreatedLaterIsAwaited(TestDatabase server) throws SQLException {
        // given
        TestDatabase later = new TestDatabase(server.server(), server.name() + "_later");
        CompletableFuture<Void> migration = CompletableFuture.runAsync(
                () -> service(later, Duration.ofMinutes(1)).migrate());

        // when
        server.execute("SELECT pg_sleep(1.5)");
        assertThat(migration).isNotDone();
        server.execute("CREATE DATABASE " + later.name());

        // then
        try {
            assertThat(migration).succeedsWithin(30, TimeUnit.SECONDS);
            assertThat(scripts(later, "V%")).isEqualTo(1);
        } finally {
            server.execute("DROP DATABASE " + later.name() + " WITH (FORCE)");
        }
    }

    @Test
    void theReasonIsReportedAfterTheWait(TestDatabase database) {
        // given
        PostgresAddress server = database.server();
        TestDatabase missing = new TestDatabase(server, "none");
        TestDatabase wrongUser =
                new TestDatabase(new PostgresAddress(server.host(), server.port(), "nobody", "wrong"), database.name());
        TestDatabase stopped = new TestDatabase(
                new PostgresAddress(server.host(), FreePort.find(), server.user(), server.password()), "any");

        // then
        refuses(missing, ErrorCode.DATABASE_MISSING, "database \"none\" does not exist");
        refuses(wrongUser, ErrorCode.DATABASE_LOGIN_REFUSED, "\"nobody\"");
        refuses(stopped, ErrorCode.DATABASE_UNREACHABLE, "refused");
    }

    private static void refuses(TestDatabase database, ErrorCode code, String reason) {
        ServiceDatabase service = service(database, Duration.ofSeconds(1));
        assertThat(service.isAvailable()).isFalse();
        assertThatThrownBy(service::migrate)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining("the service database, SERVICE_DB_URL " + URL + ": ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret");
    }

    private static ServiceDatabase service(TestDatabase database, Duration patience) {
        PropertiesConfigSource source =
                new PropertiesConfigSource(Map.of("SERVICE_DB_URL", URL + "?password=secret"), "test", 100);
        ServiceDatabaseSettings settings = new ServiceDatabaseSettings(
                new SmallRyeConfigBuilder().withSources(source).build(), () -> patience);
        Flyway flyway = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("db/foundation")
                .schemas("test")
                .load();
        return new ServiceDatabase(database.dataSource(), flyway, settings);
    }

    private static long scripts(TestDatabase database, String pattern) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT count(*) FROM test.flyway_schema_history WHERE script LIKE '" + pattern + "'")) {
            count.next();
            return count.getLong(1);
        }
    }
}
