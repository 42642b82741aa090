package org.edms.backup.engine.legacy.archive;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The layout of a file from an earlier system.
 *
 * @param prefix the common prefix of all its members
 * @param rows the members that contain rows; empty if it contains files only
 */
public record ArchiveLayout(Form form, String prefix, List<String> rows) {

    public static final String DATABASE = "database/";
    public static final String STORAGE = "storage/";
    public static final String CONFIGURATION = "configuration/";

    /** Repeats some of the records. Another member contains all of them. */
    static final String SUBSET = DATABASE + "database_backup_fixed.json";

    public static final String NESTED_STORAGE = "storage.tar.gz";

    private static final String SCHEMA = DATABASE + "schema.sql";
    private static final String CUSTOM_DUMP = "database.dump";
    private static final Pattern TEMPORARY = Pattern.compile("(tmp_[^/]*/).*");
    private static final List<String> WITH_ROWS = List.of(
            DATABASE + "database_backup.json",
            DATABASE + "complete.sql",
            DATABASE + "data.sql",
            DATABASE + "database_backup.sql",
            "database.sql.gz",
            "database.sql",
            CUSTOM_DUMP);

    public ArchiveLayout {
        rows = List.copyOf(rows);
    }

    /** How members are arranged. */
    public enum Form {
        /** Directories for rows, stored files and settings. */
        MIGRATION,

        /** A dump and an archive of stored files in a common directory. */
        HYBRID,

        /** Directories under their original names, optionally with a dump. */
        DIRECTORIES,

        /** Rows only. */
        LONE_ROWS
    }

    public static ArchiveLayout of(LegacyFile file, ArchiveInventory inventory) {
        if (!file.isArchive()) {
            return new ArchiveLayout(Form.LONE_ROWS, "", List.of(file.name()));
        }
        String prefix = prefix(inventory);
        Optional<String> rows = WITH_ROWS.stream()
                .map(name -> prefix + name)
                .filter(inventory::holds)
                .findFirst();
        if (inventory.holdsAnyIn(DATABASE) || inventory.holds(ArchiveInventory.METADATA)) {
            return new ArchiveLayout(Form.MIGRATION, prefix, migrationRows(inventory, rows));
        }
        boolean hybrid = inventory.holds(prefix + CUSTOM_DUMP) || inventory.holds(prefix + NESTED_STORAGE);
        return new ArchiveLayout(
                hybrid ? Form.HYBRID : Form.DIRECTORIES,
                prefix,
                rows.map(List::of).orElse(List.of()));
    }

    private static List<String> migrationRows(ArchiveInventory inventory, Optional<String> rows) {
        boolean promised = inventory.holdsAnyIn(DATABASE)
                || inventory
                        .json(ArchiveInventory.METADATA)
                        .path("components")
                        .path("database")
                        .asBoolean();
        if (rows.isEmpty() && promised) {
            throw new BackupException(ErrorCode.PACKAGE_INCOMPLETE, WITH_ROWS.get(0) + " is missing");
        }
        boolean inTwoParts = rows.isPresent() && rows.get().endsWith("/data.sql") && inventory.holds(SCHEMA);
        return inTwoParts ? List.of(SCHEMA, rows.get()) : rows.map(List::of).orElse(List.of());
    }

    /** Returns the temporary directory that contains all members; an empty string if there is none. */
    private static String prefix(ArchiveInventory inventory) {
        String prefix = null;
        for (String name : inventory.members().keySet()) {
            Matcher matcher = TEMPORARY.matcher(name);
            if (!matcher.matches() || (prefix != null && !prefix.equals(matcher.group(1)))) {
                return "";
            }
            prefix = matcher.group(1);
        }
        return prefix == null ? "" : prefix;
    }
}
