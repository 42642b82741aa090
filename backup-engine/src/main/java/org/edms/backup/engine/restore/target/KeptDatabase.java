package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.source.Database;
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

    /** Returns the name under which a restore keeps the database that it replaces. */
    static String nameBefore(Database place, String restore) {
        return name(place, BEFORE, restore);
    }

    /** Returns the name under which an undo keeps the database that the restore created. */
    public static String nameUndone(Database place, RestoreJobId restore) {
        return name(place, UNDONE, restore.toString());
    }

    private static String name(Database place, String reason, String restore) {
        return stem(place) + reason + restore.substring(restore.length() - CHARACTERS_OF_ID);
    }

    private static String stem(Database place) {
        String name = place.name();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - BEFORE.length() - CHARACTERS_OF_ID));
    }

    /** Lists all kept databases that a given database has replaced. */
    public static List<KeptDatabase> listBeside(Database place) throws SQLException {
        try (NewDatabase beside = NewDatabase.beside(place, stem(place))) {
            return beside.sql()
                    .list(
                            """
                            SELECT datname, right(datname, %d), pg_database_size(oid) FROM pg_database
                            WHERE datname ~ '(%s|%s)[0-9a-f]{8}$' AND regexp_replace(datname, '_[a-z]+_[0-9a-f]+$', '') = %s
                            """.formatted(CHARACTERS_OF_ID, BEFORE, UNDONE, Sql.literal(stem(place))),
                            row -> new KeptDatabase(row.getString(1), row.getString(2), row.getLong(3)));
        }
    }

    public static void drop(Database place, String name) throws SQLException {
        try (NewDatabase kept = NewDatabase.beside(place, name)) {
            kept.sql().execute("DROP DATABASE IF EXISTS " + Sql.quoted(name));
        }
    }
}
