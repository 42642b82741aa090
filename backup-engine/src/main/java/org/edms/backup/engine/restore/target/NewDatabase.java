package org.edms.backup.engine.restore.target;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * A database that is made beside the one that it shall take the place of. Both are renamed in one transaction: there is always
 * one database of that name, the old one or the new one.
 */
public final class NewDatabase implements Closeable {

    private static final int TRIES = 20;
    private static final String IN_USE = "55006";
    private static final String UNKNOWN = "42704";
    private static final int SECONDS_TO_ANSWER = 5;

    /** What belongs to another role is for that role's restores to drop. */
    private static final String TEMPORARY = "SELECT datname FROM pg_database WHERE datname ~ '^" + TemporaryName.PREFIX
            + "[0-9a-f]{32}$' AND pg_has_role(datdba, 'USAGE') ORDER BY datname";

    /** The connection holds locks, and is idle while rows are loaded. */
    private static final String STAY_CONNECTED =
            "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'";

    private final Database server;
    private final Database place;
    private final String name;
    private Connection connection;
    private Sql sql;
    private ClusterLock locks;
    private boolean created;

    private NewDatabase(Database server, Database place, String name) throws SQLException {
        this.server = server;
        this.place = place;
        this.name = name;
        connect();
    }

    private void connect() throws SQLException {
        connection = server.connect(Map.of());
        sql = new Sql(connection);
        locks = new ClusterLock(sql);
        sql.list(STAY_CONNECTED, row -> row.getString(1));
    }

    /** @param place the database whose place it shall take, which need not exist */
    public static NewDatabase beside(Database place, String name) throws SQLException {
        return new NewDatabase(serverOf(place), place, name);
    }

    /** A database of the same server to connect to while that one is renamed. */
    public static Database serverOf(Database place) {
        return place.named(place.name().equals("postgres") ? "template1" : "postgres");
    }

    /** Whether this user may make it, and let it take the place. */
    public boolean isAllowed() throws SQLException {
        return sql.holds("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
                && (!placeExists()
                        || sql.holds("SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = "
                                + Sql.literal(place.name())));
    }

    public boolean placeExists() throws SQLException {
        return exists(place.name());
    }

    public boolean exists(String database) throws SQLException {
        return sql.holds("SELECT EXISTS (SELECT FROM pg_database WHERE datname = " + Sql.literal(database) + ")");
    }

    /**
     * Takes the temporary name and the place for this restore until it is closed, before there is anything of that name: nobody
     * else drops what is created, or puts another database in the place.
     *
     * @throws BackupException with {@link ErrorCode#TARGET_LOCKED} if another restore has one of them
     */
    public void claim() throws SQLException {
        locks.lock(ClusterLock.Purpose.REPLACED_DATABASE, place.name());
        claimName();
    }

    /** Takes the temporary name alone, for a database that takes no other's place. */
    public void claimName() throws SQLException {
        locks.lock(ClusterLock.Purpose.TEMPORARY_DATABASE, name);
    }

    /** Which database it shall take the place of. */
    public String identityOfPlace() throws SQLException {
        return TargetIdentity.of(sql, place);
    }

    /** Drops the temporary databases that nobody has claimed: their restores were killed. */
    public void dropLeftovers() throws SQLException {
        for (String leftover : sql.list(TEMPORARY, row -> row.getString(1))) {
            if (leftover.equals(name)) {
                sql.execute("DROP DATABASE " + Sql.quoted(leftover));
            } else if (locks.tryLock(ClusterLock.Purpose.TEMPORARY_DATABASE, leftover)) {
                dropUnlessUsed(leftover);
                locks.unlock(ClusterLock.Purpose.TEMPORARY_DATABASE, leftover);
            }
        }
    }

    /** Somebody who claims nothing may look into it; the server would wait for that session for five seconds. */
    private void dropUnlessUsed(String leftover) throws SQLException {
        if (sql.holds("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = " + Sql.literal(leftover) + ")")) {
            return;
        }
        try {
            sql.execute("DROP DATABASE IF EXISTS " + Sql.quoted(leftover));
        } catch (SQLException e) {
            if (!IN_USE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Like the old one where there is one, and else like the one that the package is of. */
    public Database create(Catalog packaged) throws SQLException {
        Database made = createAlone(packaged);
        if (placeExists()) {
            for (String statement : likeTheOldOne()) {
                sql.execute(statement);
            }
        }
        return made;
    }

    /** Like the one that the package is of. */
    public Database createAlone(Catalog packaged) throws SQLException {
        created = true;
        String create = "CREATE DATABASE %s TEMPLATE template0 ENCODING %s"
                .formatted(Sql.quoted(name), Sql.literal(packaged.encoding()));
        try {
            sql.execute(create + " LC_COLLATE %1$s LC_CTYPE %1$s".formatted(Sql.literal(packaged.collation())));
        } catch (SQLException e) {
            if (UNKNOWN.equals(e.getSQLState())) {
                throw new BackupException(
                        ErrorCode.PACKAGE_CORRUPT, "catalog/catalog.json: encoding: " + TargetFailure.detail(e), e);
            }
            if (!"42809".equals(e.getSQLState()) && !"22023".equals(e.getSQLState())) {
                throw e;
            }
            sql.execute(create);
        }
        return place.named(name);
    }

    /** Gives it a name for good that no restore takes for a leftover. */
    public void rename(String kept) throws SQLException {
        sql.execute(rename(name, kept));
        created = false;
    }

    /** Who owns it, who may connect to it, how it is set. */
    private List<String> likeTheOldOne() throws SQLException {
        List<String> statements = new ArrayList<>();
        String old = Sql.literal(place.name());
        String renamed = Sql.literal(name);
        statements.addAll(sql.list("""
                SELECT format('ALTER DATABASE %%I %%s SET %%I %%s', %1$s, '',
                       split_part(setting, '=', 1),
                       CASE WHEN split_part(setting, '=', 1) IN ('search_path', 'temp_tablespaces', 'session_preload_libraries')
                            THEN 'TO ' || substr(setting, strpos(setting, '=') + 1)
                            ELSE 'TO ' || quote_literal(substr(setting, strpos(setting, '=') + 1)) END)
                FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) setting
                WHERE d.datname = %2$s AND s.setrole = 0
                """.formatted(renamed, old), row -> row.getString(1)));
        statements.addAll(sql.list("""
                SELECT format('ALTER DATABASE %%I CONNECTION LIMIT %%s', %1$s, datconnlimit) FROM pg_database
                WHERE datname = %2$s AND datconnlimit >= 0
                UNION ALL
                SELECT format('COMMENT ON DATABASE %%I IS %%L', %1$s, shobj_description(oid, 'pg_database')) FROM pg_database
                WHERE datname = %2$s AND shobj_description(oid, 'pg_database') IS NOT NULL
                UNION ALL
                SELECT format('REVOKE ALL ON DATABASE %%I FROM PUBLIC', %1$s) FROM pg_database
                WHERE datname = %2$s AND datacl IS NOT NULL
                UNION ALL
                SELECT format('GRANT %%s ON DATABASE %%I TO %%s%%s', a.privilege_type, %1$s,
                       CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                       CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = %2$s
                UNION ALL
                SELECT format('ALTER DATABASE %%I OWNER TO %%I', %1$s, pg_get_userbyid(datdba)) FROM pg_database
                WHERE datname = %2$s
                """.formatted(renamed, old), row -> row.getString(1)));
        return statements;
    }

    /** The name that the old one will have; null when there is none. */
    public String nameOfOldOne() throws SQLException {
        if (!placeExists()) {
            return null;
        }
        return KeptDatabase.nameBefore(place, name);
    }

    /** The connection that {@link #takePlace} commits on. */
    public Sql sql() {
        return sql;
    }

    /**
     * Lets it take the place. Whoever is connected to the old one is sent away. If the connection is lost meanwhile, nobody knows
     * whether it has.
     */
    public void takePlace() throws SQLException {
        if (!placeExists()) {
            sql.execute(rename(name, place.name()));
        } else {
            swap(nameOfOldOne());
        }
        created = false;
    }

    private void swap(String before) throws SQLException {
        if (locks.isMeetingPlace(place.name())) {
            throw new BackupException(
                    ErrorCode.TARGET_LOCKED, place + " cannot be replaced while other restores run on this server");
        }
        connection.setAutoCommit(false);
        try {
            renameBoth(before);
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException | BackupException e) {
            endTransaction(e);
            throw e;
        }
    }

    /** What failed is the cause; that the rest failed too stands beside it. */
    private void endTransaction(Exception cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void renameBoth(String before) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            sql.list(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
                            + Sql.literal(place.name()),
                    row -> row.getBoolean(1));
            SQLException refused = sql.attempt(() -> sql.execute(rename(place.name(), before)));
            if (refused == null) {
                break;
            }
            if (!IN_USE.equals(refused.getSQLState()) || attempt == TRIES) {
                throw inUse(refused);
            }
        }
        sql.execute(rename(name, place.name()));
    }

    private SQLException inUse(SQLException refused) throws SQLException {
        String who = sql.text(
                "SELECT string_agg(format('%s (process %s)', coalesce(usename, '?'), pid), ', ') FROM pg_stat_activity WHERE datname = "
                        + Sql.literal(place.name()));
        if (who == null) {
            return refused;
        }
        throw new BackupException(ErrorCode.TARGET_LOCKED, place + " is in use by " + who, refused);
    }

    /**
     * Gives the place back to the one that it was taken from; what is there now is kept under the given name.
     *
     * @param patience how long a server is waited for that is lost during the commit
     */
    public static void giveBack(Database place, String kept, String undone, Duration patience) throws SQLException {
        CommitInquiry inquiry = new CommitInquiry(place, serverOf(place), () -> isThere(place, undone), patience);
        try (NewDatabase back = beside(place, kept)) {
            back.locks.lock(ClusterLock.Purpose.REPLACED_DATABASE, place.name());
            if (!back.exists(kept)) {
                throw new BackupException(ErrorCode.NOT_FOUND, "the database " + kept + ", which was kept");
            }
            inquiry.begin(back.sql);
            back.swap(undone);
        } catch (SQLException | BackupException e) {
            if (!inquiry.isCommittedDespite(e)) {
                throw e;
            }
        }
    }

    private static boolean isThere(Database place, String name) throws SQLException {
        try (NewDatabase beside = beside(place, name)) {
            return beside.exists(name);
        }
    }

    /**
     * Drops what was created. If the connection was lost, and the locks with it, somebody else may have claimed the name: then it
     * is theirs.
     */
    public void drop() throws SQLException {
        if (!created) {
            return;
        }
        if (!connection.isValid(SECONDS_TO_ANSWER)) {
            connection.close();
            connect();
            if (!locks.tryLock(ClusterLock.Purpose.TEMPORARY_DATABASE, name)) {
                return;
            }
        }
        sql.execute("DROP DATABASE IF EXISTS " + Sql.quoted(name));
        created = false;
    }

    private static String rename(String from, String to) {
        return "ALTER DATABASE %s RENAME TO %s".formatted(Sql.quoted(from), Sql.quoted(to));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, server.toString());
        }
    }
}
