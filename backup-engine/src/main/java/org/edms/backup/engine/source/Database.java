package org.edms.backup.engine.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** The address of a database and the user that connects to it. */
public final class Database {

    /** Settings that resolve names as the catalogs spell them, format values identically everywhere, and disable timeouts. */
    public static final Map<String, String> PLAIN_VALUES = Map.ofEntries(
            Map.entry("search_path", ""),
            Map.entry("datestyle", "ISO, YMD"),
            Map.entry("intervalstyle", "postgres"),
            Map.entry("timezone", "UTC"),
            Map.entry("bytea_output", "hex"),
            Map.entry("extra_float_digits", "3"),
            Map.entry("statement_timeout", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("synchronize_seqscans", "off"),
            Map.entry("row_security", "off"));

    private static final String JDBC = "jdbc:";
    private static final String APPLICATION = "edms-backup";
    private static final String CONNECT_TIMEOUT_SECONDS = "15";
    private static final Duration WAIT_FOR_CLOSED = Duration.ofSeconds(2);

    /** Two renames in one transaction take milliseconds, but wait up to five seconds for each session that does not end. */
    static final Duration WAIT_FOR_REPLACED = Duration.ofSeconds(10);

    private static final long BETWEEN_TRIES = 50;

    private final String url;
    private final Properties properties;
    private final Secret password;
    private final Set<Connection> open;
    private final String role;

    /** @param properties the URL parameters; the user and password, which are not in the URL, are separate */
    private Database(String url, Properties properties, Secret password) {
        this(url, properties, password, ConcurrentHashMap.newKeySet(), null);
    }

    /**
     * @param open the open connections of this database and of others derived from it
     * @param role the role that statements run as; null for the login user
     */
    private Database(String url, Properties properties, Secret password, Set<Connection> open, String role) {
        this.url = url;
        this.properties = properties;
        this.password = password;
        this.open = open;
        this.role = role;
    }

    /**
     * @param text {@code postgresql://user:password@host:port/name?parameter=value}, optionally with a {@code jdbc:} prefix
     * @param otherwise the password if the URL contains none; null lets the driver read {@code .pgpass}
     */
    public static Database parse(String text, Secret otherwise) {
        String plain = text.startsWith(JDBC) ? text.substring(JDBC.length()) : text;
        if (!plain.startsWith("postgresql://") && !plain.startsWith("postgres://")) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "a database URL has the form postgresql://user@host:port/name");
        }
        try {
            URI uri = new URI(plain);
            String address = plain.substring(plain.indexOf("://") + 3);
            String url = "jdbc:postgresql://" + address.substring(address.indexOf('@') + 1);
            Properties properties = Driver.parseURL(url, new Properties());
            if (properties == null) {
                throw new URISyntaxException(hidden(plain), "it cannot be parsed");
            }
            if (uri.getRawUserInfo() == null) {
                return new Database(url, properties, properties.containsKey("password") ? null : otherwise);
            }
            String[] user = uri.getRawUserInfo().split(":", 2);
            properties.setProperty("user", decoded(user[0]));
            return new Database(url, properties, user.length > 1 ? new Secret(decoded(user[1])) : otherwise);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the database's URL: " + hidden(plain), e);
        }
    }

    /** Returns another database of the same server, for the same user. */
    public Database named(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        String otherUrl = url.replaceFirst("^(jdbc:postgresql://[^/?]*)(/[^?]*)?", "$1/" + encoded);
        Properties other = new Properties();
        other.putAll(properties);
        PGProperty.PG_DBNAME.set(other, name);
        return new Database(otherUrl, other, password, open, role);
    }

    /** Returns the same database with another role for statements, unless they set a role themselves. */
    public Database actingAs(String other) {
        return new Database(url, properties, password, open, other);
    }

    public String name() {
        return PGProperty.PG_DBNAME.getOrDefault(properties);
    }

    /** Returns the address in the format that {@link #parse} reads, without the password. */
    public String address() {
        String plain = url.substring((JDBC + "postgresql://").length())
                .replaceFirst("(?<=[?&])password=[^&]*&?", "")
                .replaceFirst("[?&]$", "");
        String user = PGProperty.USER.getOrDefault(properties);
        boolean inParameters = Pattern.compile("[?&]user=").matcher(plain).find();
        return user == null || inParameters
                ? "postgresql://" + plain
                : "postgresql://%s@%s"
                        .formatted(
                                URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20"), plain);
    }

    /** Returns {@code host/name}, for people. */
    @Override
    public String toString() {
        return PGProperty.PG_HOST.getOrDefault(properties) + "/" + name();
    }

    public Connection connect(Map<String, String> settings) {
        Properties all = new Properties();
        all.putAll(properties);
        if (password != null) {
            all.setProperty("password", password.reveal());
        }
        all.setProperty("ApplicationName", APPLICATION);
        all.putIfAbsent("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        all.setProperty("tcpKeepAlive", "true");
        try {
            Connection connection = opened(all, settings);
            open.removeIf(Database::isClosed);
            open.add(connection);
            return connection;
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, toString());
        }
    }

    /**
     * Retries briefly in two cases: a session that was just closed counts until the server has ended it, and a database that is
     * being replaced by another has no name for a moment.
     */
    private Connection opened(Properties all, Map<String, String> settings) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return openedOnce(all, settings);
            } catch (SQLException e) {
                Duration patience = DatabaseFailure.noConnectionLeft(e)
                        ? WAIT_FOR_CLOSED
                        : DatabaseFailure.wasReplaced(e) ? WAIT_FOR_REPLACED : Duration.ZERO;
                if (System.nanoTime() - start >= patience.toNanos()) {
                    throw e;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while waiting for a connection", DatabaseFailure.CANCELLED, e);
            }
        }
    }

    private Connection openedOnce(Properties all, Map<String, String> settings) throws SQLException {
        Connection connection = DriverManager.getConnection(url, all);
        try (PreparedStatement set = connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                set.setString(1, setting.getKey());
                set.setString(2, setting.getValue());
                set.execute();
            }
            if (role != null) {
                set.setString(1, "role");
                set.setString(2, role);
                set.execute();
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Cancels the statements of all connections opened here. Their threads wait for the server, so nothing else reaches them. */
    public void cancelStatements() {
        for (Connection connection : open) {
            try {
                if (!connection.isClosed()) {
                    connection.unwrap(PGConnection.class).cancelQuery();
                }
            } catch (SQLException e) {
                // The user of the connection gets the error.
                continue;
            }
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String hidden(String url) {
        return url.replaceFirst("://[^@/]*@", "://...@").replaceFirst("password=[^&]*", "password=...");
    }
}
