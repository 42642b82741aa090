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
 * A database created beside the one that it replaces. Both are renamed in one transaction, so a database with the target's name
 * exists at all times: the old one or the new one.
 */
public final class NewDatabase implements Closeable {

    private static final int TRIES = 20;
    private static final String IN_USE = "55006";
    private static final String UNKNOWN = "42704";
    private static final int SECONDS_TO_ANSWER = 5;

    /** Excludes databases owned by other roles: the restores of those roles drop them. */
    private static final String TEMPORARY = "SELECT datname FROM pg_database WHERE datname ~ '^" + TemporaryName.PREFIX
            + "[0-9a-f]{32}$' AND pg_has_role(datdba, 'USAGE') ORDER BY datname";

    /** Turns off the idle timeout: the connection holds the locks, and is idle while rows are loaded. */
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

    /** @param place the database to replace; it does not have to exist */
    public static NewDatabase beside(Database place, String name) throws SQLException {
        return new NewDatabase(serverOf(place), place, name);
    }

    /** Returns another database on the same server, to connect to while the given one is renamed. */
    public static Database serverOf(Database place) {
        return place.named(place.name().equals("postgres") ? "template1" : "postgres");
    }

    /** Returns whether this user may create the database and replace the old one. */
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
     * Locks the temporary name and the target's name until this object is closed. Call this before the database is created: no
     * other restore then drops the created database, or replaces the target.
     *
     * @throws BackupException with {@link ErrorCode#TARGET_LOCKED} if another restore has locked one of the names
     */
    public void claim() throws SQLException {
        locks.lock(ClusterLock.Purpose.REPLACED_DATABASE, place.name());
        claimName();
    }

    /** Locks only the temporary name, for a database that replaces no other. */
    public void claimName() throws SQLException {
        locks.lock(ClusterLock.Purpose.TEMPORARY_DATABASE, name);
    }

    /** Returns the identity of the database to replace. */
    public String identityOfPlace() throws SQLException {
        return TargetIdentity.of(sql, place);
    }

    /** Drops the temporary databases that no restore has locked: the restores that created them were killed. */
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

    /** Skips a database with open sessions, which need not hold a lock: DROP DATABASE would wait five seconds for them. */
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

    /**
     * Creates the database with the properties of the old one if there is one, otherwise with those of the packaged database.
     */
    public Database create(Catalog packaged) throws SQLException {
        Database made = createAlone(packaged);
        if (placeExists()) {
            for (String statement : likeTheOldOne()) {
                sql.execute(statement);
            }
        }
        return made;
    }

    /** Creates the database with the encoding and collation of the packaged database. */
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

    /** Renames the database permanently, to a name that no restore mistakes for one that a crash left behind. */
    public void rename(String kept) throws SQLException {
        sql.execute(rename(name, kept));
        created = false;
    }

    /** Returns the statements that copy the owner, privileges, settings, connection limit, and comment of the old database. */
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

    /** Returns the name under which the old database will be kept; null if there is none. */
    public String nameOfOldOne() throws SQLException {
        if (!placeExists()) {
            return null;
        }
        return KeptDatabase.nameBefore(place, name);
    }

    /** Returns the connection on which {@link #takePlace} commits. */
    public Sql sql() {
        return sql;
    }

    /**
     * Replaces the old database with this one, and terminates all sessions connected to the old one. If the connection is lost
     * meanwhile, the outcome is unknown.
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

    /** The original failure is reported; a failure of the rollback is attached to it. */
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
     * Restores a kept database to its original name. The database that has this name now is kept under the given name.
     *
     * @param patience how long to wait for a server whose connection was lost during the commit
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
     * Drops the database that was created. If the connection was lost, its locks are lost too, and another restore may have
     * locked the name in the meantime. The database then belongs to that restore, and is not dropped.
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
