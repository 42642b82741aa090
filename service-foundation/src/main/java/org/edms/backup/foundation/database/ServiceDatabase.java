package org.edms.backup.foundation.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jboss.logging.Logger;

/** The service database. Each service has its own schema and never touches another's. */
@Singleton
public class ServiceDatabase {

    private static final Logger LOG = Logger.getLogger(ServiceDatabase.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final DataSource source;
    private final Flyway flyway;
    private final ServiceDatabaseSettings settings;

    ServiceDatabase(DataSource source, Flyway flyway, ServiceDatabaseSettings settings) {
        this.source = source;
        this.flyway = flyway;
        this.settings = settings;
    }

    public boolean isAvailable() {
        try {
            connect();
            return true;
        } catch (SQLException e) {
            LOG.debug("The service database is not available", e);
            return false;
        }
    }

    /**
     * Migrates the schema. Waits for a database that starts later than the service, up to the configured limit.
     *
     * @throws BackupException {@link ErrorCode#DATABASE_TOO_NEW} if a newer version has migrated the schema
     */
    public void migrate() {
        awaitConnection();
        refuseNewerSchema();
        flyway.migrate();
    }

    private void connect() throws SQLException {
        try (Connection connection = source.getConnection()) {
            if (!connection.isValid((int) RETRY_INTERVAL.toSeconds())) {
                throw new SQLException("The connection is closed");
            }
        }
    }

    private void awaitConnection() {
        long start = System.nanoTime();
        boolean logged = false;
        while (true) {
            try {
                connect();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - start >= settings.patience().toNanos()) {
                    throw new BackupException(codeOf(e), "%s: %s".formatted(settings, firstLine(e)), e);
                }
                if (!logged) {
                    LOG.warnf(
                            "Waiting up to %d s for %s: %s", settings.patience().toSeconds(), settings, firstLine(e));
                    logged = true;
                }
                pause();
            }
        }
    }

    private static ErrorCode codeOf(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "28000", "28P01" -> ErrorCode.DATABASE_LOGIN_REFUSED;
            case "3D000" -> ErrorCode.DATABASE_MISSING;
            default -> ErrorCode.DATABASE_UNREACHABLE;
        };
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Flyway itself ignores migrations that are newer than all it knows. */
    private void refuseNewerSchema() {
        Optional<MigrationVersion> unknown = latestVersion(migration ->
                migration.getState().isApplied() && !migration.getState().isResolved());
        if (unknown.isPresent()) {
            throw new BackupException(
                    ErrorCode.DATABASE_TOO_NEW,
                    "schema %s of %s has version %s, and this service knows versions up to %s"
                            .formatted(
                                    flyway.getConfiguration().getSchemas()[0],
                                    settings,
                                    unknown.get(),
                                    latestVersion(migration ->
                                                    migration.getState().isResolved())
                                            .map(MigrationVersion::toString)
                                            .orElse("none")));
        }
    }

    private Optional<MigrationVersion> latestVersion(Predicate<MigrationInfo> condition) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getVersion() != null)
                .filter(condition)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.CANCELLED, "while waiting for the service database", e);
        }
    }
}
