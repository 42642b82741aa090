package org.edms.backup.engine.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.edms.backup.model.Secret;

/** The location of the EDMS, from environment variables. */
public final class EdmsEnvironment {

    private static final String STORAGE = "EDMS_STORAGE_";

    private final Map<String, String> variables;

    public EdmsEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /**
     * Returns the database from {@code DB_HOST}, {@code DB_PORT}, {@code DB_NAME} and {@code DB_USER}; empty without {@code
     * DB_NAME}. {@code DB_PARAMETERS} contains connection parameters, such as {@code sslmode=verify-full}.
     */
    public Optional<Database> database() {
        String parameters = variables.getOrDefault("DB_PARAMETERS", "");
        return Optional.ofNullable(variables.get("DB_NAME"))
                .map(name -> database("postgresql://%s@%s:%s/%s%s"
                        .formatted(
                                encoded(variables.getOrDefault("DB_USER", "postgres")),
                                variables.getOrDefault("DB_HOST", "localhost"),
                                variables.getOrDefault("DB_PORT", "5432"),
                                encoded(name),
                                parameters.isBlank() ? "" : "?" + parameters.strip())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the database of a URL. The password may be in {@code PGPASSWORD} or {@code DB_PASSWORD}. */
    public Database database(String url) {
        String password = variables.getOrDefault("PGPASSWORD", variables.get("DB_PASSWORD"));
        return Database.parse(url, password == null ? null : new Secret(password));
    }

    /** Returns the file roots: {@code EDMS_STORAGE_NAME} for each name. */
    public List<FileRoot> roots() {
        return variables.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(STORAGE))
                .map(variable -> new FileRoot(
                        variable.getKey().substring(STORAGE.length()).toLowerCase(Locale.ROOT),
                        Path.of(variable.getValue())))
                .sorted(Comparator.comparing(FileRoot::name))
                .toList();
    }
}
