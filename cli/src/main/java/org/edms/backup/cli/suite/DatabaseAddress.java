package org.edms.backup.cli.suite;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The address of a database, split into the parts that the services expect.
 *
 * @param password null if the URL has none
 * @param parameters of the driver, as they stand in the URL, such as {@code sslmode=require}; empty without any
 */
record DatabaseAddress(String host, int port, String name, String user, String password, String parameters) {

    private static final int DEFAULT_PORT = 5432;

    private static final String SCHEMA = "currentSchema";

    static DatabaseAddress of(String url) {
        Database.parse(url, null);
        URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        if (uri.getHost() == null || uri.getPath().length() < 2) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the URL of a database for the services must be postgresql://user:password@host:port/name, with one host");
        }
        Map<String, String> parameters = parameters(uri);
        if (parameters.containsKey(SCHEMA)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    SCHEMA
                            + " is not supported in the URL: backups include all schemas, and the services create their own;"
                            + " remove it, or list the schemas to back up in EDMS_BACKUP_SCHEMAS");
        }
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new DatabaseAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                uri.getPath().substring(1),
                login.length > 0 ? decoded(login[0]) : Objects.requireNonNullElse(decoded(user), "postgres"),
                login.length > 1 ? decoded(login[1]) : decoded(password),
                parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining("&")));
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String parameter : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (!parameter.isEmpty()) {
                parameters.put(parts[0], parts.length > 1 ? parts[1] : "");
            }
        }
        return parameters;
    }

    String jdbcUrl() {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        String plain = "jdbc:postgresql://%s:%d/%s".formatted(host, port, encoded);
        return parameters.isEmpty() ? plain : plain + "?" + parameters;
    }

    /**
     * Logs in as the services would, which retry for minutes and then report a failure only in a log. A password in a file is
     * checked by the services.
     */
    void checkLogin(Map<String, String> environment, String variable) {
        if (password == null && environment.containsKey(variable + "_FILE")) {
            return;
        }
        String otherwise = environment.getOrDefault(
                variable, environment.getOrDefault("PGPASSWORD", environment.get("DB_PASSWORD")));
        String known = password == null ? otherwise : password;
        String url = jdbcUrl();
        String login = (parameters.isEmpty() ? "?" : "&") + "user=" + URLEncoder.encode(user, StandardCharsets.UTF_8);
        try (Connection connection = Database.parse(url + login, known == null ? null : new Secret(known))
                .connect(Map.of())) {
            connection.isReadOnly();
        } catch (SQLException e) {
            throw new BackupException(ErrorCode.DATABASE_UNREACHABLE, this + ": " + e.getMessage(), e);
        }
    }

    private static String decoded(String text) {
        return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + "/" + name;
    }
}
