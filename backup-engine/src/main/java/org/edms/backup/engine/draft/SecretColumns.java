package org.edms.backup.engine.draft;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;

/** Guesses which columns of a table contain secrets: by their names, and by the shape of their values. */
final class SecretColumns {

    private static final int SAMPLE = 100;

    private static final Set<String> SECRET_WORDS = Set.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "secrets",
            "token",
            "tokens",
            "privatekey",
            "apikey",
            "totpkey",
            "otp",
            "credential",
            "credentials");
    private static final Set<String> SECRET_PAIRS = Set.of(
            "api key",
            "private key",
            "access key",
            "session key",
            "session data",
            "recovery code",
            "recovery codes",
            "backup codes",
            "key data");

    /** Words that make a column a property of a secret. */
    private static final Set<String> PROPERTIES =
            Set.of("type", "count", "url", "length", "expires", "name", "id", "policy", "algorithm", "enabled");

    private static final Pattern TEXT = Pattern.compile("(text|citext|character( varying)?(\\([0-9]+\\))?)(\\[])?");
    private static final Pattern OTHER_TYPES = Pattern.compile("jsonb?|bytea|uuid");

    /** Hashes of passwords, private keys, and signed tokens. */
    private static final Pattern SHAPE =
            Pattern.compile("^(pbkdf2[_:$]|\\$2[abxy]?\\$|\\$argon2|argon2|\\$[156]\\$|\\$scrypt|scrypt[:$]|\\{SSHA|"
                    + "-----BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.)");

    /**
     * A column with secrets.
     *
     * @param replacement the value that an export puts there, as YAML
     */
    record Secret(String column, String replacement, String why) {}

    private final Table table;

    private SecretColumns(Table table) {
        this.table = table;
    }

    static List<Secret> in(Table table, Connection connection) throws SQLException {
        return new SecretColumns(table).find(connection);
    }

    private List<Secret> find(Connection connection) throws SQLException {
        List<Secret> secrets = new ArrayList<>();
        Set<String> shaped = shaped(connection);
        for (Table.Column column : table.storedColumns()) {
            boolean reference =
                    table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column.name()));
            boolean possible = TEXT.matcher(column.type()).matches()
                    || OTHER_TYPES.matcher(column.type()).matches();
            if (!possible || reference) {
                continue;
            }
            if (hasSecretName(column.name())) {
                secrets.add(new Secret(column.name(), replacement(column), "its name"));
            } else if (shaped.contains(column.name())) {
                secrets.add(new Secret(column.name(), replacement(column), "the shape of its values"));
            }
        }
        return secrets;
    }

    private Set<String> shaped(Connection connection) throws SQLException {
        List<String> texts = table.storedColumns().stream()
                .filter(column -> TEXT.matcher(column.type()).matches())
                .map(Table.Column::name)
                .toList();
        if (texts.isEmpty()) {
            return Set.of();
        }
        Set<String> shaped = new HashSet<>();
        String columns = texts.stream()
                .map(column -> "left(%s::text, 100)".formatted(new Identifier(column).quoted()))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT %s FROM %s LIMIT %d".formatted(columns, table.quotedName(), SAMPLE))) {
            while (rows.next()) {
                for (int i = 0; i < texts.size(); i++) {
                    String value = rows.getString(i + 1);
                    if (value != null && SHAPE.matcher(value).find()) {
                        shaped.add(texts.get(i));
                    }
                }
            }
        }
        return shaped;
    }

    static boolean hasSecretName(String column) {
        List<String> words = Arrays.stream(column.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT)
                        .split("[^a-z0-9]+", -1))
                .toList();
        if (words.stream().anyMatch(PROPERTIES::contains)) {
            return false;
        }
        boolean pair = false;
        for (int i = 0; i + 1 < words.size(); i++) {
            pair |= SECRET_PAIRS.contains(words.get(i) + " " + words.get(i + 1));
        }
        return pair || words.stream().anyMatch(SECRET_WORDS::contains);
    }

    private String replacement(Table.Column column) {
        if (isUnique(column.name())) {
            return "digest";
        }
        if (column.type().startsWith("json") || column.type().endsWith("[]")) {
            return "\"{}\"";
        }
        if (column.type().equals("uuid")) {
            return "digest";
        }
        return column.name().toLowerCase(Locale.ROOT).contains("pass") ? "\"!\"" : "\"\"";
    }

    private boolean isUnique(String column) {
        return Stream.concat(table.uniqueKeys().stream(), Optional.ofNullable(table.primaryKey()).stream())
                .anyMatch(key -> key.columns().contains(column));
    }
}
