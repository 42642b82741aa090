package org.edms.backup.foundation.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.flywaydb.core.Flyway;
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
        try (Connection connection = source.getConnection()) {
            return connection.isValid((int) RETRY_INTERVAL.toSeconds());
        } catch (SQLException e) {
            LOG.debug("The service database is not available", e);
            return false;
        }
    }

    /** Migrates the schema. Waits for a database that starts later than the service, up to the configured limit. */
    public void migrate() {
        long tries = settings.patience().toMillis() / RETRY_INTERVAL.toMillis();
        while (!isAvailable()) {
            if (tries-- <= 0) {
                throw new BackupException(
                        ErrorCode.DATABASE_UNREACHABLE, "the service database, SERVICE_DB_URL " + settings.url());
            }
            pause();
        }
        flyway.migrate();
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
