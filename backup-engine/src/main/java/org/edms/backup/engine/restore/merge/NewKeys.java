package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.merge.StagedTable.packagedKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.TargetSequences;

/** Expressions for the keys of rows that the target gets: a new row keeps its number if it is free, a stub gets a new one. */
final class NewKeys {

    private static final SqlTemplate IS_TAKEN =
            SqlTemplate.of("(s.:column IS NULL OR EXISTS (SELECT FROM :target t WHERE t.:column = s.:column))");

    private static final SqlTemplate NEW_UUID = SqlTemplate.of("CASE WHEN :taken THEN :uuid ELSE :packaged END");

    private static final SqlTemplate NEW_NUMBER = SqlTemplate.of("""
            CAST(CASE WHEN :taken THEN :highest + row_number() OVER (PARTITION BY :taken ORDER BY :packaged, s.:row)
                      ELSE :packaged END AS :type)
            """);

    private static final SqlTemplate STUB_NUMBER =
            SqlTemplate.of("(:highest + (SELECT count(*) FROM :keyMap p WHERE p.:row <= i.:row))");

    private static final SqlTemplate HIGHEST = SqlTemplate.of("""
            SELECT greatest(0, coalesce((SELECT max(:column)::bigint FROM :target), 0), coalesce(:packaged, 0), :lastValue)
            """);

    private static final SqlTemplate HIGHEST_IN_TARGET = SqlTemplate.of("""
            SELECT greatest(0, coalesce((SELECT max(:column)::bigint FROM :target), 0), :lastValue)
            """);

    private final Sql sql;

    NewKeys(Sql sql) {
        this.sql = sql;
    }

    /** The keys of new rows, for each remappable column. */
    Map<String, String> of(StagedTable table, KeyMaps maps) throws SQLException {
        KeyRemapping remapping = KeyRemapping.ofStaged(table, maps);
        Map<String, String> keys = new LinkedHashMap<>();
        for (String column : table.remappable()) {
            keys.put(column, isGenerated(table, column) ? newKey(table, column) : remapping.value(column));
        }
        return keys;
    }

    private static boolean isGenerated(StagedTable table, String column) {
        return table.naturalKey().surrogates().contains(column);
    }

    private String newKey(StagedTable table, String column) throws SQLException {
        if (isUuid(table, column)) {
            return newUuid(table, column);
        }
        String lastValue = TargetSequences.lastValue(sql, table.target(), column);
        return newNumber(table, column, sql.count(highest(table, column, lastValue)));
    }

    private static boolean isUuid(StagedTable table, String column) {
        return table.type(column).equals("uuid");
    }

    static String newUuid(StagedTable table, String column) {
        return NEW_UUID.with("taken", isTaken(table, column))
                .with("uuid", TargetSequences.NEW_UUID)
                .with("packaged", packaged(table, column))
                .sql();
    }

    static String newNumber(StagedTable table, String column, long highest) {
        return NEW_NUMBER
                .with("taken", isTaken(table, column))
                .with("highest", highest)
                .with("packaged", packaged(table, column))
                .with("row", ROW)
                .with("type", table.type(column))
                .sql();
    }

    private static String isTaken(StagedTable table, String column) {
        return !table.has(column)
                ? "true"
                : IS_TAKEN.with("column", quoted(column))
                        .with("target", table.scanTarget())
                        .sql();
    }

    private static String packaged(StagedTable table, String column) {
        return table.has(column) ? "s." + quoted(column) : "NULL::" + table.type(column);
    }

    /** The highest number that package or target use. */
    static String highest(StagedTable table, String column, String lastValue) {
        String packaged =
                table.has(column) ? "(SELECT max(%s)::bigint FROM %s)".formatted(quoted(column), table.staging()) : "0";
        return HIGHEST.with("column", quoted(column))
                .with("target", table.scanTarget())
                .with("packaged", packaged)
                .with("lastValue", lastValue)
                .sql();
    }

    /** The keys of stubs: new numbers, and otherwise the values that the package has. */
    Map<String, String> ofStubs(StagedTable table) throws SQLException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String column : table.remappable()) {
            if (isUuid(table, column)) {
                keys.put(column, TargetSequences.NEW_UUID);
            } else if (isGenerated(table, column)) {
                String lastValue = TargetSequences.lastValue(sql, table.target(), column);
                keys.put(column, stubNumber(table, sql.count(highestInTarget(table, column, lastValue))));
            } else {
                keys.put(column, packagedKey(column));
            }
        }
        return keys;
    }

    static String stubNumber(StagedTable table, long highest) {
        return STUB_NUMBER
                .with("highest", highest)
                .with("keyMap", table.keyMap())
                .with("row", ROW)
                .sql();
    }

    /** Rows of the package do not count: new ones are not written yet, but stubs are written first. */
    static String highestInTarget(StagedTable table, String column, String lastValue) {
        return HIGHEST_IN_TARGET
                .with("column", quoted(column))
                .with("target", table.scanTarget())
                .with("lastValue", lastValue)
                .sql();
    }
}
