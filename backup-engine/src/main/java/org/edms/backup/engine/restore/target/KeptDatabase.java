package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;

/**
 * A database that a restore or an undo replaced. It is kept under another name until a user discards it.
 *
 * @param restore the last characters of the restore id
 */
public record KeptDatabase(String name, String restore, long bytes) {

    public static final int CHARACTERS_OF_ID = 8;

    private static final String BEFORE = "_before_";
    private static final String UNDONE = "_undone_";
    private static final int LONGEST_NAME = 63;

    private static final SqlTemplate LIST = SqlTemplate.of("""
            SELECT datname, right(datname, :characters), pg_database_size(oid) FROM pg_database
            WHERE datname ~ :pattern AND regexp_replace(datname, '_[a-z]+_[0-9a-f]+$', '') = :stem
            """);

    /** Returns the name under which a restore keeps the database that it replaces. */
    static String nameBefore(Database target, String restore) {
        return name(target, BEFORE, restore);
    }

    /** Returns the name under which an undo keeps the database that the restore created. */
    public static String nameUndone(Database target, RestoreJobId restore) {
        return name(target, UNDONE, restore.toString());
    }

    private static String name(Database target, String reason, String restore) {
        return stem(target) + reason + restore.substring(restore.length() - CHARACTERS_OF_ID);
    }

    private static String stem(Database target) {
        String name = target.name();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - BEFORE.length() - CHARACTERS_OF_ID));
    }

    /** Lists all kept databases that once had the name of the target. */
    public static List<KeptDatabase> list(Database target) throws SQLException {
        try (ServerConnection server = ServerConnection.open(target)) {
            return server.sql()
                    .list(
                            listStatement(target),
                            row -> new KeptDatabase(row.getString(1), row.getString(2), row.getLong(3)));
        }
    }

    static String listStatement(Database target) {
        return LIST.with("characters", CHARACTERS_OF_ID)
                .with("pattern", Sql.literal("(%s|%s)[0-9a-f]{%d}$".formatted(BEFORE, UNDONE, CHARACTERS_OF_ID)))
                .with("stem", Sql.literal(stem(target)))
                .sql();
    }

    public static void drop(Database target, String name) throws SQLException {
        try (ServerConnection server = ServerConnection.open(target)) {
            server.sql().execute("DROP DATABASE IF EXISTS " + Sql.quoted(name));
        }
    }

    /**
     * Gives a kept database the name of the target again.
     *
     * @param undone the name under which the database is kept that has the name of the target until then
     * @param timeout how long to wait for a server whose connection was lost during the commit
     */
    public static void putBack(Database target, String kept, String undone, Duration timeout) throws SQLException {
        CommitInquiry inquiry = new CommitInquiry(
                target, ServerConnection.databaseBeside(target), () -> exists(target, undone), timeout);
        try (ServerConnection server = ServerConnection.open(target)) {
            server.locks().lock(ClusterLock.Purpose.REPLACED_DATABASE, target.name());
            if (!server.exists(kept)) {
                throw new BackupException(ErrorCode.NOT_FOUND, "the kept database " + kept);
            }
            inquiry.begin(server.sql());
            new DatabaseSwap(server, target).run(undone, kept);
        } catch (SQLException | BackupException e) {
            if (!inquiry.isCommittedDespite(e)) {
                throw e;
            }
        }
    }

    private static boolean exists(Database target, String name) throws SQLException {
        try (ServerConnection server = ServerConnection.open(target)) {
            return server.exists(name);
        }
    }
}
