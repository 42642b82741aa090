package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Finds keys that do not identify exactly one row, and refuses them all at once, each with a row to correct. */
final class AmbiguousRows {

    private static final int MAX_TEXT = 400;

    private static final SqlTemplate LATER_TYPE = SqlTemplate.of("""
            SELECT min(:label) FROM :staging s JOIN :types l ON l.:typeKey = s.:type
            JOIN :genericIds g ON g.type = s.:type::text AND g.old = s.:id::text WHERE :label IN (:laterTypes)
            """);

    private static final SqlTemplate DUPLICATE_KEY = SqlTemplate.of("""
            SELECT ROW(:key)::text FROM :from WHERE :complete:unmatched GROUP BY :key HAVING count(*) > 1 LIMIT 1
            """);

    private static final SqlTemplate MORE_THAN_ONE =
            SqlTemplate.of("SELECT :rowText FROM :staging s ORDER BY s.:row OFFSET 1 LIMIT 1");

    private static final SqlTemplate NOT_BY_UUID = SqlTemplate.of("""
            NOT EXISTS (SELECT FROM :keyMap known WHERE known.:row = s.:row AND known.how = :byUuid)
            """);

    private static final SqlTemplate CLAIMED_TWICE = SqlTemplate.of("""
            SELECT string_agg(ROW(:key)::text, ' and ' ORDER BY s.:row)
            FROM :staging s JOIN (SELECT :row AS number, count(*) OVER (PARTITION BY at, tab) AS claims FROM :keyMap
                          WHERE at IS NOT NULL) c ON c.number = s.:row AND c.claims > 1
            """);

    private static final SqlTemplate MATCHED_TWICE = SqlTemplate.of("""
            SELECT ROW(:key)::text FROM :staging s JOIN :keyMap i ON i.:row = s.:row
            GROUP BY s.:row, ROW(:key)::text HAVING count(*) > 1 LIMIT 1
            """);

    private static final SqlTemplate UUID_CONTRADICTS_KEY = SqlTemplate.of("""
            SELECT ROW(:key)::text FROM :from JOIN :keyMap i ON i.:row = s.:row AND i.how = :byUuid
            JOIN :target t ON :keyEquality WHERE (t.ctid, t.tableoid) IS DISTINCT FROM (i.at, i.tab) LIMIT 1
            """);

    private final Sql sql;
    private final Map<Table.Name, String> found = new LinkedHashMap<>();

    AmbiguousRows(Sql sql) {
        this.sql = sql;
    }

    /** Returns whether the key of a table contains references to rows that could not be matched: its own rows cannot be either. */
    boolean isAffected(StagedTable table) {
        return found.containsKey(table.tableName())
                || table.parents().stream()
                        .filter(reference -> reference.columns().stream()
                                .anyMatch(table.naturalKey().key()::contains))
                        .anyMatch(reference ->
                                found.containsKey(reference.parent().tableName()));
    }

    /** @throws BackupException with everything that was found */
    void refuse() {
        if (!found.isEmpty()) {
            throw new BackupException(ErrorCode.KEY_AMBIGUOUS, String.join("; ", found.values()));
        }
    }

    /** A key with ids inside of values, of rows that are not matched yet. */
    void addReferencesToLaterTables(StagedTable table, Set<Destination> later) {
        if (!later.isEmpty()) {
            add(
                    table,
                    "its key (%s) references rows of %s, which are matched later; choose another key for one of the tables in the model"
                            .formatted(
                                    String.join(", ", table.naturalKey().key()),
                                    later.stream().map(Destination::toString).collect(Collectors.joining(" and "))));
        }
    }

    /** A key with generic references to rows that were matched after it and have other ids in the target. */
    void findReferencesToLaterTables(MatchedTable table, KeyMaps maps) throws SQLException {
        Optional<MatchedTable> types = maps.generic().typeTable(maps.tables());
        if (types.isEmpty() || table.rowsBefore() == 0) {
            return;
        }
        String laterTypes = laterTypes(table, maps);
        for (TableModel.GenericReference reference :
                table.meaning().references().generic()) {
            boolean isInKey = table.naturalKey().key().contains(reference.id())
                    && table.has(reference.id())
                    && table.has(reference.type());
            if (!isInKey || laterTypes.isEmpty()) {
                continue;
            }
            String type = sql.text(laterType(table, reference, types.get(), maps, laterTypes));
            if (type != null) {
                add(
                        table,
                        "its key references rows of type %s in %s, which are matched later; choose another key for one of the tables in the model"
                                .formatted(type, reference.id()));
            }
        }
    }

    /** The types of this table and of those that are matched after it. */
    private static String laterTypes(MatchedTable table, KeyMaps maps) {
        List<MatchedTable> all = maps.tables().all();
        return all.subList(all.indexOf(table), all.size()).stream()
                .map(maps.generic()::typesOf)
                .filter(types -> !types.isEmpty())
                .collect(Collectors.joining(", "));
    }

    static String laterType(
            StagedTable table,
            TableModel.GenericReference reference,
            StagedTable types,
            KeyMaps maps,
            String laterTypes) {
        return LATER_TYPE
                .with("label", maps.generic().label("l"))
                .with("staging", table.staging())
                .with("types", types.staging())
                .with("typeKey", quoted(types.primaryKey().get(0)))
                .with("type", quoted(reference.type()))
                .with("genericIds", maps.genericIds())
                .with("id", quoted(reference.id()))
                .with("laterTypes", laterTypes)
                .sql();
    }

    /** Several rows of the package with the same key, if the target has no constraint against it. */
    void findDuplicates(StagedTable table, KeyMaps maps, Optional<ReferringRows> referring, boolean hasKeyMap)
            throws SQLException {
        boolean byKey = !table.naturalKey().byContent()
                && table.hasAll(table.naturalKey().key());
        if (!byKey || table.naturalKey().guarded()) {
            return;
        }
        if (table.naturalKey().isSingle()) {
            String another = sql.text(moreThanOne(table));
            if (another != null) {
                add(table, "the model says that it has a single row, but the package also has " + another);
            }
            return;
        }
        String duplicate = sql.text(duplicateKey(table, maps, referring, hasKeyMap));
        if (duplicate != null) {
            add(table, "several rows of the package have the same key " + duplicate);
        }
    }

    static String moreThanOne(StagedTable table) {
        return MORE_THAN_ONE
                .with("rowText", RowText.of(table, "s"))
                .with("staging", table.staging())
                .with("row", ROW)
                .sql();
    }

    static String duplicateKey(StagedTable table, KeyMaps maps, Optional<ReferringRows> referring, boolean hasKeyMap) {
        KeyRemapping remapping = KeyRemapping.ofStaged(table, maps);
        List<String> key = table.naturalKey().key();
        return DUPLICATE_KEY
                .with("key", remapping.valuesOf(key))
                .with("from", remapping.from())
                .with(
                        "complete",
                        table.naturalKey().nullsEqual()
                                ? "true"
                                : key.stream()
                                        .map(column -> remapping.value(column) + " IS NOT NULL")
                                        .collect(Collectors.joining(" AND ")))
                .with(
                        "unmatched",
                        (hasKeyMap ? " AND " + notByUuid(table) : "")
                                + referring
                                        .map(each -> " AND " + each.noneOfPackage())
                                        .orElse(""))
                .sql();
    }

    private static String notByUuid(StagedTable table) {
        return NOT_BY_UUID
                .with("keyMap", table.keyMap())
                .with("row", ROW)
                .with("byUuid", MatchKind.BY_UUID.literal())
                .sql();
    }

    /**
     * Several rows of one side that match the same row of the other.
     *
     * @return whether there are any
     */
    boolean findMultipleMatches(StagedTable table, KeyMaps maps) throws SQLException {
        String claimed = sql.text(claimedTwice(table));
        if (claimed != null) {
            add(table, "several rows of the package match the same row of the target: " + shortened(claimed));
            return true;
        }
        String matched = sql.text(matchedTwice(table));
        if (matched != null) {
            add(
                    table,
                    table.naturalKey().isSingle()
                            ? "the model says that it has a single row, but the target has several"
                            : "several rows of the target match the same row of the package: " + matched);
            return true;
        }
        findContradictions(table, maps);
        return false;
    }

    static String claimedTwice(StagedTable table) {
        return CLAIMED_TWICE
                .with("key", keyOf(table))
                .with("row", ROW)
                .with("staging", table.staging())
                .with("keyMap", table.keyMap())
                .sql();
    }

    static String matchedTwice(StagedTable table) {
        return MATCHED_TWICE
                .with("key", keyOf(table))
                .with("row", ROW)
                .with("staging", table.staging())
                .with("keyMap", table.keyMap())
                .sql();
    }

    /** A row that matches one row of the target by its UUID and another by its key. */
    private void findContradictions(StagedTable table, KeyMaps maps) throws SQLException {
        boolean hasBoth = !table.naturalKey().byContent()
                && table.naturalKey().uuid() != null
                && table.naturalKey().guarded()
                && table.hasAll(table.naturalKey().key())
                && !table.naturalKey().hasParentInKey();
        if (!hasBoth) {
            return;
        }
        String row = sql.text(uuidContradictsKey(table, maps));
        if (row != null) {
            add(
                    table,
                    "row %s of the package has the %s of one row of the target and the key of another"
                            .formatted(row, table.naturalKey().uuid()));
        }
    }

    static String uuidContradictsKey(StagedTable table, KeyMaps maps) {
        KeyRemapping remapping = KeyRemapping.ofStaged(table, maps);
        return UUID_CONTRADICTS_KEY
                .with("key", keyOf(table))
                .with("from", remapping.from())
                .with("keyMap", table.keyMap())
                .with("row", ROW)
                .with("byUuid", MatchKind.BY_UUID.literal())
                .with("target", table.scanTarget())
                .with("keyEquality", remapping.keyEquality(table))
                .sql();
    }

    private static String keyOf(StagedTable table) {
        return table.naturalKey().key().stream()
                .distinct()
                .filter(table::has)
                .map(column -> "s." + quoted(column))
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text;
    }

    private void add(PlannedTable table, String reason) {
        found.putIfAbsent(table.tableName(), table.name() + ": " + reason);
    }
}
