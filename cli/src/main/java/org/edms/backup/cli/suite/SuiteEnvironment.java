package org.edms.backup.cli.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.edms.backup.cli.remote.SuiteServers;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The environment variables of a suite, which name the servers to use. Servers without a name are embedded. */
final class SuiteEnvironment {

    private static final List<String> SERVERS = List.of(
            "DB_",
            "PGPASSWORD",
            "SERVICE_DB_",
            "EDMS_STORAGE_",
            "KAFKA_BOOTSTRAP_SERVERS",
            SuiteServers.MODEL_VARIABLE);
    private static final String STORAGE = "EDMS_STORAGE_";

    private final Map<String, String> variables;

    SuiteEnvironment(Map<String, String> variables) {
        this.variables = new HashMap<>(variables);
    }

    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    /** Removes all servers, so that all of them are embedded. */
    SuiteEnvironment embedded() {
        variables.keySet().removeIf(name -> SERVERS.stream().anyMatch(name::startsWith));
        return this;
    }

    SuiteEnvironment withEdms(String url) {
        DatabaseAddress address = DatabaseAddress.of(url);
        String password = address.password() == null ? firstOf("PGPASSWORD", "DB_PASSWORD") : address.password();
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
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--files needs --db, the database that the files belong to");
        }
        variables.keySet().removeIf(name -> name.startsWith(STORAGE));
        roots.forEach(this::putRoot);
        return this;
    }

    /** @param model a file, or the name of the system of a shipped model */
    SuiteEnvironment withModel(Path model) throws IOException {
        if (!variables.containsKey("DB_NAME")) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--model needs --db, the database that the model describes");
        }
        try {
            ModelFile.read(model);
        } catch (NoSuchFileException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--model " + model + ": file does not exist", e);
        }
        variables.put(SuiteServers.MODEL_VARIABLE, (Files.exists(model) ? model.toAbsolutePath() : model).toString());
        return this;
    }

    /** A shell drops variables with other names, and the root would silently not be backed up. */
    private void putRoot(String name, Path directory) {
        if (!name.matches("[A-Za-z0-9_]+")) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--files " + name + "=DIR: NAME may contain only letters, digits and _");
        }
        if (!Files.isDirectory(directory)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--files " + name + "=" + directory + ": directory does not exist");
        }
        variables.put(
                STORAGE + name.toUpperCase(Locale.ROOT),
                directory.toAbsolutePath().toString());
    }

    SuiteEnvironment withServiceDatabase(String url) {
        DatabaseAddress address = DatabaseAddress.of(url);
        String password = address.password() == null
                ? firstOf("SERVICE_DB_PASSWORD", "PGPASSWORD", "DB_PASSWORD")
                : address.password();
        String file = variables.get("SERVICE_DB_PASSWORD_FILE");
        variables.keySet().removeIf(name -> name.startsWith("SERVICE_DB_"));
        variables.put("SERVICE_DB_URL", address.jdbcUrl());
        variables.put("SERVICE_DB_USER", address.user());
        return with("SERVICE_DB_PASSWORD", password, file);
    }

    /** Without a password or a file, the driver reads {@code .pgpass}. */
    private SuiteEnvironment with(String name, String password, String file) {
        if (password != null) {
            variables.put(name, password);
        } else if (file != null) {
            variables.put(name + "_FILE", file);
        }
        return this;
    }

    private String firstOf(String... names) {
        return Stream.of(names)
                .map(variables::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Passes the servers to the launcher, which saves them in the data directory. */
    SuiteEnvironment with(SuiteServers servers) throws IOException {
        variables.put(SuiteServers.VARIABLE, servers.text());
        return this;
    }

    SuiteEnvironment withKafka(String servers) {
        variables.put("KAFKA_BOOTSTRAP_SERVERS", servers);
        return this;
    }
}
