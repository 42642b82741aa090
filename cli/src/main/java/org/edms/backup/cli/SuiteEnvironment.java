package org.edms.backup.cli;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The variables that tell the services of a suite which servers to use; those that are not named are embedded. */
final class SuiteEnvironment {

    private static final List<String> SERVERS =
            List.of("DB_", "SERVICE_DB_", "EDMS_STORAGE_", "KAFKA_BOOTSTRAP_SERVERS");
    private static final String STORAGE = "EDMS_STORAGE_";

    private final Map<String, String> variables;

    SuiteEnvironment(Map<String, String> variables) {
        this.variables = new HashMap<>(variables);
    }

    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    /** Names no server at all. */
    SuiteEnvironment embedded() {
        variables.keySet().removeIf(name -> SERVERS.stream().anyMatch(name::startsWith));
        return this;
    }

    SuiteEnvironment withEdms(String url) {
        Address address = Address.of(url, variables);
        variables.put("DB_HOST", address.host());
        variables.put("DB_PORT", Integer.toString(address.port()));
        variables.put("DB_NAME", address.name());
        variables.put("DB_USER", address.user());
        variables.put("DB_PASSWORD", address.password());
        // The services would take it before the password that the URL names.
        variables.remove("PGPASSWORD");
        return this;
    }

    SuiteEnvironment withFiles(Map<String, Path> roots) {
        if (!variables.containsKey("DB_NAME")) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--files needs the database they belong to: --db");
        }
        variables.keySet().removeIf(name -> name.startsWith(STORAGE));
        roots.forEach((name, directory) -> variables.put(
                STORAGE + name.toUpperCase(Locale.ROOT),
                directory.toAbsolutePath().toString()));
        return this;
    }

    SuiteEnvironment withServiceDatabase(String url) {
        Address address = Address.of(url, variables);
        variables.put(
                "SERVICE_DB_URL",
                "jdbc:postgresql://%s:%d/%s".formatted(address.host(), address.port(), address.name()));
        variables.put("SERVICE_DB_USER", address.user());
        variables.put("SERVICE_DB_PASSWORD", address.password());
        return this;
    }

    SuiteEnvironment withKafka(String servers) {
        variables.put("KAFKA_BOOTSTRAP_SERVERS", servers);
        return this;
    }

    /** A database in the parts that the services want. */
    private record Address(String host, int port, String name, String user, String password) {

        private static final int USUAL_PORT = 5432;

        static Address of(String url, Map<String, String> variables) {
            Database.parse(url, null);
            URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
            if (uri.getHost() == null
                    || uri.getRawQuery() != null
                    || uri.getPath().length() < 2) {
                throw new BackupException(
                        ErrorCode.WRONG_USAGE,
                        "to the services, a database is postgresql://user:password@host:port/name and no more");
            }
            String[] user = uri.getRawUserInfo() == null
                    ? new String[] {"postgres"}
                    : uri.getRawUserInfo().split(":", 2);
            String otherwise = variables.getOrDefault("PGPASSWORD", variables.getOrDefault("DB_PASSWORD", ""));
            return new Address(
                    uri.getHost(),
                    uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                    uri.getPath().substring(1),
                    decoded(user[0]),
                    user.length > 1 ? decoded(user[1]) : otherwise);
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return host + "/" + name;
        }
    }
}
