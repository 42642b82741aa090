package org.edms.backup.cli.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.edms.backup.cli.remote.SuiteServers;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The variables that tell the services of a suite which servers to use; those that are not named are embedded. */
final class SuiteEnvironment {

    private static final List<String> SERVERS =
            List.of("DB_", "PGPASSWORD", "SERVICE_DB_", "EDMS_STORAGE_", "KAFKA_BOOTSTRAP_SERVERS");
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
        DatabaseAddress address = DatabaseAddress.of(url);
        String password = address.password() == null ? otherwise("PGPASSWORD", "DB_PASSWORD") : address.password();
        String file = variables.get("DB_PASSWORD_FILE");
        variables.keySet().removeIf(name -> name.startsWith("DB_") || name.equals("PGPASSWORD"));
        variables.put("DB_HOST", address.host());
        variables.put("DB_PORT", Integer.toString(address.port()));
        variables.put("DB_NAME", address.name());
        variables.put("DB_USER", address.user());
        if (!address.parameters().isEmpty()) {
            variables.put("DB_PARAMETERS", address.parameters());
        }
        return with("DB_PASSWORD", password, file);
    }

    SuiteEnvironment withFiles(Map<String, Path> roots) {
        if (!variables.containsKey("DB_NAME")) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--files needs the database they belong to: --db");
        }
        variables.keySet().removeIf(name -> name.startsWith(STORAGE));
        roots.forEach(this::putRoot);
        return this;
    }

    /** A shell hands on no variable of another name, and nobody would notice that a root is not backed up. */
    private void putRoot(String name, Path directory) {
        if (!name.matches("[A-Za-z0-9_]+")) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--files " + name + "=DIR: to the services, a name is of A-Z, 0-9 and _");
        }
        if (!Files.isDirectory(directory)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--files " + name + "=" + directory + ": there is no such directory");
        }
        variables.put(
                STORAGE + name.toUpperCase(Locale.ROOT),
                directory.toAbsolutePath().toString());
    }

    SuiteEnvironment withServiceDatabase(String url) {
        DatabaseAddress address = DatabaseAddress.of(url);
        String password = address.password() == null
                ? otherwise("SERVICE_DB_PASSWORD", "PGPASSWORD", "DB_PASSWORD")
                : address.password();
        String file = variables.get("SERVICE_DB_PASSWORD_FILE");
        variables.keySet().removeIf(name -> name.startsWith("SERVICE_DB_"));
        variables.put("SERVICE_DB_URL", address.jdbcUrl());
        variables.put("SERVICE_DB_USER", address.user());
        return with("SERVICE_DB_PASSWORD", password, file);
    }

    /** Without any of them, the driver looks into {@code .pgpass}. */
    private SuiteEnvironment with(String name, String password, String file) {
        if (password != null) {
            variables.put(name, password);
        } else if (file != null) {
            variables.put(name + "_FILE", file);
        }
        return this;
    }

    private String otherwise(String... names) {
        return Stream.of(names)
                .map(variables::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Has the launcher write down which servers they are. */
    SuiteEnvironment with(SuiteServers servers) throws IOException {
        variables.put(SuiteServers.VARIABLE, servers.text());
        return this;
    }

    SuiteEnvironment withKafka(String servers) {
        variables.put("KAFKA_BOOTSTRAP_SERVERS", servers);
        return this;
    }
}
