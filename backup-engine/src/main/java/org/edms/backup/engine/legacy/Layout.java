package org.edms.backup.engine.legacy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Which of the forms that earlier systems wrote a file has.
 *
 * @param prefix of all its members
 * @param rows the members that hold rows; none when it holds files alone
 */
record Layout(Form form, String prefix, List<String> rows) {

    static final String DATABASE = "database/";
    static final String STORAGE = "storage/";
    static final String CONFIGURATION = "configuration/";

    /** Some of the records once more: what they all are stands beside it. */
    static final String SUBSET = DATABASE + "database_backup_fixed.json";

    static final String NESTED_STORAGE = "storage.tar.gz";

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

    Layout {
        rows = List.copyOf(rows);
    }

    /** How members are arranged. */
    enum Form {
        /** Directories for rows, stored files and settings. */
        MIGRATION,

        /** A dump and an archive of stored files, in a directory of their own. */
        HYBRID,

        /** Directories by their own names, and perhaps a dump. */
        DIRECTORIES,

        /** Rows, and nothing else. */
        LONE_ROWS
    }

    static Layout of(LegacyFile file, Survey survey) {
        if (!file.isArchive()) {
            return new Layout(Form.LONE_ROWS, "", List.of(file.name()));
        }
        String prefix = prefix(survey);
        Optional<String> rows = WITH_ROWS.stream()
                .map(name -> prefix + name)
                .filter(survey::holds)
                .findFirst();
        if (survey.holdsAnyIn(DATABASE) || survey.holds(Survey.METADATA)) {
            return new Layout(Form.MIGRATION, prefix, migrationRows(survey, rows));
        }
        boolean hybrid = survey.holds(prefix + CUSTOM_DUMP) || survey.holds(prefix + NESTED_STORAGE);
        return new Layout(
                hybrid ? Form.HYBRID : Form.DIRECTORIES,
                prefix,
                rows.map(List::of).orElse(List.of()));
    }

    private static List<String> migrationRows(Survey survey, Optional<String> rows) {
        boolean promised = survey.holdsAnyIn(DATABASE)
                || survey.json(Survey.METADATA)
                        .path("components")
                        .path("database")
                        .asBoolean();
        if (rows.isEmpty() && promised) {
            throw new BackupException(ErrorCode.PACKAGE_INCOMPLETE, WITH_ROWS.get(0) + " is not there");
        }
        boolean inTwoParts = rows.isPresent() && rows.get().endsWith("/data.sql") && survey.holds(SCHEMA);
        return inTwoParts ? List.of(SCHEMA, rows.get()) : rows.map(List::of).orElse(List.of());
    }

    /** The directory that all members lie in, if it is one that was made for them. */
    private static String prefix(Survey survey) {
        String prefix = null;
        for (String name : survey.members().keySet()) {
            Matcher matcher = TEMPORARY.matcher(name);
            if (!matcher.matches() || (prefix != null && !prefix.equals(matcher.group(1)))) {
                return "";
            }
            prefix = matcher.group(1);
        }
        return prefix == null ? "" : prefix;
    }
}
