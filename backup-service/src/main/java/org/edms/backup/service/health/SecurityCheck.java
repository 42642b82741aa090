package org.edms.backup.service.health;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.access.TokenKey;
import org.edms.backup.foundation.access.TokenSettings;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.service.backup.BackupJobStore;
import org.edms.backup.service.edms.Edms;

/** Checks whether unauthorized users could read or alter backups. */
@Singleton
class SecurityCheck implements SystemCheck {

    private static final String IS_OPEN = """
            select inet_client_addr() is not null and not inet_client_addr() <<= '127.0.0.0/8'
                and inet_client_addr() <> '::1' and not coalesce(
                    (select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)
            """;

    private final Edms edms;
    private final BackupJobStore jobs;
    private final DataSource service;
    private final Config config;
    private final TokenSettings tokens;
    private final KafkaProbe kafka;
    private final Clock clock;
    private final HealthSettings.SecurityLimits limits;

    SecurityCheck(
            Edms edms,
            BackupJobStore jobs,
            DataSource service,
            Config config,
            TokenSettings tokens,
            KafkaProbe kafka,
            Clock clock,
            HealthSettings settings) {
        this.edms = edms;
        this.jobs = jobs;
        this.service = service;
        this.config = config;
        this.tokens = tokens;
        this.kafka = kafka;
        this.clock = clock;
        this.limits = settings.security();
    }

    @Override
    public CheckType type() {
        return CheckType.SECURITY;
    }

    @Override
    public void check(CheckResult result) throws IOException, SQLException {
        new FilePermissions(result).store(edms.root());
        new FilePermissions(result).secrets(edms.identityFiles());
        WellKnownPasswords passwords = new WellKnownPasswords(result);
        passwords.check("DB_PASSWORD", value("DB_PASSWORD"), value("DB_USER"));
        passwords.check("SERVICE_DB_PASSWORD", value("SERVICE_DB_PASSWORD"), value("SERVICE_DB_USER"));
        exports(result);
        transport(result);
        key(result);
    }

    private Optional<String> value(String name) {
        return config.getOptionalValue(name, String.class);
    }

    private void exports(CheckResult result) {
        long open = jobs.countUnencryptedExports();
        result.metric("unencrypted_exports", open);
        if (open > 0) {
            result.warning(
                    open + " export packages are not encrypted, although exports are meant to leave this system");
        }
    }

    private void transport(CheckResult result) throws SQLException {
        try (Connection connection = edms.database().connect(Map.of("statement_timeout", "20s"))) {
            encrypted(result, connection, "the EDMS database");
        }
        try (Connection connection = service.getConnection()) {
            encrypted(result, connection, "the service database");
        }
        if (kafka.protocol().endsWith("PLAINTEXT") && !isHere(kafka.servers())) {
            result.warning("connections to Kafka are not encrypted: set kafka.security.protocol");
        }
    }

    private static boolean isHere(String servers) {
        return List.of(servers.split(",", -1)).stream()
                .allMatch(server -> server.strip().matches(".*(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?"));
    }

    private static void encrypted(CheckResult result, Connection connection, String which) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IS_OPEN)) {
            row.next();
            if (row.getBoolean(1)) {
                result.warning("the connection to " + which + " is not encrypted: set sslmode=verify-full in its URL");
            }
        }
    }

    private void key(CheckResult result) throws IOException {
        Optional<Path> file = tokens.key().flatMap(TokenKey::file);
        if (file.isPresent()) {
            new CertificateExpiry(result, clock.instant(), limits.expiry()).check(Files.readString(file.get()));
        }
    }
}
