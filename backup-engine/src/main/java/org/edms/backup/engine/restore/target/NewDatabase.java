package org.edms.backup.engine.restore.target;

import java.io.Closeable;
import java.sql.SQLException;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * A database with a temporary name beside the target. It replaces the target, is kept under another name, or is dropped. Its
 * name is locked as long as this object is open.
 */
public final class NewDatabase implements Closeable {

    private static final String UNKNOWN_ENCODING = "42704";
    private static final String WRONG_COLLATION = "42809";
    private static final String INVALID_COLLATION = "22023";

    private static final SqlTemplate CREATE =
            SqlTemplate.of("CREATE DATABASE :name TEMPLATE template0 ENCODING :encoding");

    private static final SqlTemplate CREATE_WITH_COLLATION = SqlTemplate.of(
            "CREATE DATABASE :name TEMPLATE template0 ENCODING :encoding LC_COLLATE :collation LC_CTYPE :collation");

    private final ServerConnection server;
    private final Database target;
    private final String name;
    private boolean created;

    private NewDatabase(ServerConnection server, Database target, String name) {
        this.server = server;
        this.target = target;
        this.name = name;
    }

    /** @param target the database to replace; it does not have to exist */
    public static NewDatabase beside(Database target, String name) throws SQLException {
        return new NewDatabase(ServerConnection.open(target), target, name);
    }

    /** Returns the connection on which {@link #replaceTarget} commits. */
    public ServerConnection server() {
        return server;
    }

    /** Returns whether this user may create the database and replace the target. */
    public boolean isAllowed() throws SQLException {
        return server.sql().holds("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
                && (!targetExists()
                        || server.sql()
                                .holds("SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = "
                                        + Sql.literal(target.name())));
    }

    public boolean targetExists() throws SQLException {
        return server.exists(target.name());
    }

    /** Returns the identity of the target, whether or not it exists. */
    public String targetIdentity() throws SQLException {
        return TargetIdentity.of(server.sql(), target);
    }

    /**
     * Locks the temporary name and the target's name until this object is closed. Call this before the database is created: no
     * other restore then drops the created database, or replaces the target.
     *
     * @throws BackupException with {@link ErrorCode#TARGET_LOCKED} if another restore has locked one of the names
     */
    public void lockNames() throws SQLException {
        server.locks().lock(ClusterLock.Purpose.REPLACED_DATABASE, target.name());
        lockTemporaryName();
    }

    /** Locks only the temporary name, for a database that does not replace the target. */
    public void lockTemporaryName() throws SQLException {
        server.locks().lock(ClusterLock.Purpose.TEMPORARY_DATABASE, name);
    }

    /** Drops the temporary databases that no restore has locked: the restores that created them were killed. */
    public void dropLeftovers() throws SQLException {
        new LeftoverDatabases(server).drop(name);
    }

    /** Creates the database with the properties of the target if it exists. */
    public Database createLikeTarget(Catalog packaged) throws SQLException {
        Database database = create(packaged);
        if (targetExists()) {
            DatabaseProperties.copy(server.sql(), target.name(), name);
        }
        return database;
    }

    /** Creates the database with the encoding of the packaged database, and with its collation if the server has it. */
    public Database create(Catalog packaged) throws SQLException {
        created = true;
        try {
            server.sql().execute(createWithCollation(name, packaged.encoding(), packaged.collation()));
        } catch (SQLException e) {
            if (UNKNOWN_ENCODING.equals(e.getSQLState())) {
                throw new BackupException(
                        ErrorCode.PACKAGE_CORRUPT, "catalog/catalog.json: encoding: " + TargetFailure.detail(e), e);
            }
            if (!WRONG_COLLATION.equals(e.getSQLState()) && !INVALID_COLLATION.equals(e.getSQLState())) {
                throw e;
            }
            server.sql().execute(create(name, packaged.encoding()));
        }
        return target.named(name);
    }

    static String create(String name, String encoding) {
        return CREATE.with("name", Sql.quoted(name))
                .with("encoding", Sql.literal(encoding))
                .sql();
    }

    static String createWithCollation(String name, String encoding, String collation) {
        return CREATE_WITH_COLLATION
                .with("name", Sql.quoted(name))
                .with("encoding", Sql.literal(encoding))
                .with("collation", Sql.literal(collation))
                .sql();
    }

    /** Keeps the database under a name that no restore mistakes for one that a crash left behind. */
    public void keepAs(String kept) throws SQLException {
        server.sql().execute(DatabaseSwap.rename(name, kept));
        created = false;
    }

    /** Returns the name under which the target is kept when it is replaced; null if it does not exist. */
    public String nameOfReplaced() throws SQLException {
        return targetExists() ? KeptDatabase.nameBefore(target, name) : null;
    }

    /**
     * Gives this database the name of the target, and keeps the target under {@link #nameOfReplaced}. If the connection is lost
     * meanwhile, the outcome is unknown.
     */
    public void replaceTarget() throws SQLException {
        if (targetExists()) {
            new DatabaseSwap(server, target).run(nameOfReplaced(), name);
        } else {
            server.sql().execute(DatabaseSwap.rename(name, target.name()));
        }
        created = false;
    }

    /**
     * Drops the database if it was created and neither kept nor renamed. If the connection was lost, its locks are lost too, and
     * another restore may have locked the name in the meantime. The database then belongs to that restore, and is not dropped.
     */
    public void drop() throws SQLException {
        if (!created) {
            return;
        }
        boolean lostLock = server.reconnectIfLost();
        if (lostLock && !server.locks().tryLock(ClusterLock.Purpose.TEMPORARY_DATABASE, name)) {
            return;
        }
        server.sql().execute("DROP DATABASE IF EXISTS " + Sql.quoted(name));
        created = false;
    }

    @Override
    public void close() {
        server.close();
    }
}
