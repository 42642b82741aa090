package org.edms.backup.service.health;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.service.edms.Edms;

/** Checks the database of the EDMS: whether and how fast it responds, and what may stop it soon. */
@Singleton
class DatabaseCheck implements SystemCheck {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Ignores the connections of backups, which hold a snapshot while they run. */
    private static final String QUERY = """
            select pg_database_size(current_database()) as bytes,
                (select coalesce(max(extract(epoch from now() - xact_start)), 0) from pg_stat_activity
                    where pid <> pg_backend_pid() and application_name <> 'edms-backup') as longest,
                (select max(age(datfrozenxid)) from pg_database) as age,
                (select count(*) from pg_stat_activity where backend_type = 'client backend') as connections,
                current_setting('max_connections')::int as most
            """;

    private final Edms edms;
    private final HealthSettings.DatabaseLimits limits;

    DatabaseCheck(Edms edms, HealthSettings settings) {
        this.edms = edms;
        this.limits = settings.database();
    }

    @Override
    public CheckType type() {
        return CheckType.DATABASE;
    }

    @Override
    public void check(CheckResult result) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = edms.database().connect(Map.of("statement_timeout", "20s"));
                Statement statement = connection.createStatement()) {
            result.metric("connect_ms", (System.nanoTime() - start) / NANOS_PER_MILLI);
            latency(result, statement);
            try (ResultSet row = statement.executeQuery(QUERY)) {
                row.next();
                state(result, row);
            }
        }
    }

    private void latency(CheckResult result, Statement statement) throws SQLException {
        long start = System.nanoTime();
        statement.execute("select 1");
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        result.metric("latency_ms", millis);
        if (millis >= limits.slow().toMillis()) {
            result.warning("an empty query takes %.0f ms".formatted(millis));
        }
    }

    private void state(CheckResult result, ResultSet row) throws SQLException {
        result.metric("size_bytes", row.getDouble("bytes"));
        double longest = row.getDouble("longest");
        result.metric("longest_transaction_seconds", longest);
        if (longest >= limits.longTransaction().toSeconds()) {
            result.warning("a transaction has been open for " + Duration.ofSeconds((long) longest));
        }
        double age = row.getDouble("age");
        result.atMost(
                "wraparound_age",
                age,
                new CheckResult.Limit(limits.wraparoundWarning(), limits.wraparoundCritical()),
                "%.0f transactions since the oldest row was frozen: run VACUUM FREEZE before 2 billion".formatted(age));
        double connections = row.getDouble("connections");
        result.metric("connections", connections);
        double used = connections / row.getDouble("most");
        result.atMost(
                "connections_used",
                used,
                new CheckResult.Limit(limits.connectionsWarning(), limits.connectionsCritical()),
                "%.0f of %d connections are in use".formatted(connections, row.getInt("most")));
    }
}
