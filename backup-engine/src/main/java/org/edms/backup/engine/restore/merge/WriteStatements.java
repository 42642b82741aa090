package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.JsonUnion;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.restore.OnMatch;

/** The statements that write the staged rows of a table. */
final class WriteStatements {

    private static final String ALL_ROWS = "true";

    /** The row at hand in {@link #ROW_BY_ROW}. */
    private static final String ONE_ROW = "s." + ROW + " = r";

    private static final SqlTemplate INSERT = SqlTemplate.of("""
            INSERT INTO :target (:columns) OVERRIDING SYSTEM VALUE
            SELECT :values
            FROM :from
            WHERE :new AND :restorable AND :notTaken AND :rows
            """);

    private static final SqlTemplate DIFFERING = SqlTemplate.of("""
            :from
            JOIN :target t ON t.ctid = i.at AND t.tableoid = i.tab
            WHERE :notTaken AND :restorable AND :rows AND ROW(:targetValues)::record *<> ROW(:packagedValues)::record
            """);

    private static final SqlTemplate UPDATE = SqlTemplate.of("""
            UPDATE :target t SET :assignments
            FROM (SELECT i.at AS "#at", i.tab AS "#tab", :values
                  FROM :differing AND :wins) x
            WHERE t.ctid = x."#at" AND t.tableoid = x."#tab"
            """);

    private static final SqlTemplate COUNT_MATCHED = SqlTemplate.of("""
            SELECT count(*) FROM :keyMap i JOIN :staging s ON s.:row = i.:row
            WHERE i.how IN (:matched) AND :notTaken AND :restorable
            """);

    private static final SqlTemplate ROW_BY_ROW = SqlTemplate.of("""
            DECLARE r bigint; why text; n bigint; inserted bigint := 0; updated bigint := 0;
            BEGIN
              FOR r IN SELECT s.:row FROM :staging s WHERE :notTaken AND :restorable ORDER BY 1 LOOP
                BEGIN
                  :update
                  :insert;
                  GET DIAGNOSTICS n = ROW_COUNT;
                  inserted := inserted + n;
                EXCEPTION WHEN integrity_constraint_violation OR data_exception OR raise_exception THEN
                  why := SQLERRM;
                  :quarantine;
                END;
              END LOOP;
              INSERT INTO pg_temp.written VALUES (inserted, updated);
            END
            """);

    private final MatchedTable table;
    private final KeyRemapping remapping;
    private final Quarantine quarantine;
    private final OnMatch onMatch;
    private final List<String> updatable;
    private final List<String> united;

    WriteStatements(MatchedTable table, KeyMaps maps, Quarantine quarantine, OnMatch onMatch) {
        this.table = table;
        this.remapping = KeyRemapping.ofMatched(table, maps);
        this.quarantine = quarantine;
        this.onMatch = onMatch;
        this.updatable = updatableColumns(table);
        this.united = table.meaning().unions().stream()
                .map(JsonUnion::column)
                .filter(updatable::contains)
                .distinct()
                .toList();
    }

    /** Whether matched rows can differ from the target's. */
    boolean canUpdate() {
        return table.hasKeyMap() && !table.naturalKey().byContent() && !updatable.isEmpty();
    }

    /** A condition on a matched row: the target gets the package's value of a column. {@code t} is the target's row. */
    String updates(String column) {
        return canUpdate() && updatable.contains(column) ? packageWins(table, remapping, onMatch) : "false";
    }

    String countDiffering() {
        return "SELECT count(*) FROM " + differing(ALL_ROWS, updatable);
    }

    String insert() {
        return insert(ALL_ROWS);
    }

    /** The statements that update matched rows. */
    List<String> updateMatched() {
        return updatesOf(ALL_ROWS);
    }

    /** How many rows the target has already. */
    String countMatched() {
        return COUNT_MATCHED
                .with("keyMap", table.keyMap())
                .with("staging", table.staging())
                .with("row", ROW)
                .with("matched", MatchKind.matched())
                .with("notTaken", quarantine.notTaken(table))
                .with("restorable", table.restorableRows())
                .sql();
    }

    static String countRestorable(StagedTable table) {
        return "SELECT count(*) FROM %s s WHERE %s".formatted(table.staging(), table.restorableRows());
    }

    static String indexRows(String table) {
        return "CREATE INDEX ON %s (%s)".formatted(table, ROW);
    }

    String writeRowByRow() {
        String update = updatesOf(ONE_ROW).stream()
                .map(each -> each + "; GET DIAGNOSTICS n = ROW_COUNT; updated := updated + n;")
                .collect(Collectors.joining("\n"));
        return "DO "
                + Sql.literal(ROW_BY_ROW
                        .with("row", ROW)
                        .with("staging", table.staging())
                        .with("notTaken", quarantine.notTaken(table))
                        .with("restorable", table.restorableRows())
                        .with("update", canUpdate() ? update : "")
                        .with("insert", insert(ONE_ROW))
                        .with("quarantine", quarantine.takeOne(table))
                        .sql());
    }

    private String insert(String rows) {
        Map<String, String> values = new LinkedHashMap<>(remapping.values());
        valuesOfMissingColumns().forEach(values::putIfAbsent);
        return INSERT.with("target", table.target().quotedName())
                .with("columns", quoted(values.keySet()))
                .with("values", String.join(", ", values.values()))
                .with("from", remapping.from())
                .with("new", table.hasKeyMap() ? "i.how = " + MatchKind.NEW.literal() : "true")
                .with("restorable", table.restorableRows())
                .with("notTaken", quarantine.notTaken(table))
                .with("rows", rows)
                .sql();
    }

    /** What the model puts in the place of NULL, for columns that the package lacks: an older system did not have them. */
    private Map<String, String> valuesOfMissingColumns() {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> onNull = table.meaning().onNull();
        table.target().storedColumns().stream()
                .map(Table.Column::name)
                .filter(column -> !table.has(column) && onNull.containsKey(column))
                .forEach(column ->
                        values.put(column, "%s::%s".formatted(Sql.literal(onNull.get(column)), table.type(column))));
        return values;
    }

    /** The columns that a matched row takes from the package: all except its keys, secrets, and what the package lacks. */
    private static List<String> updatableColumns(PlannedTable table) {
        return table.columns().stream()
                .filter(column -> !table.remappable().contains(column)
                        && !table.keepsTargetValue(column)
                        && !table.isComputed(column))
                .filter(column -> !"ALWAYS"
                        .equals(table.target()
                                .column(column)
                                .map(Table.Column::identity)
                                .orElse(null)))
                .toList();
    }

    /** Matched rows that are not, byte for byte, what the package has. */
    private String differing(String rows, List<String> columns) {
        return DIFFERING
                .with("from", remapping.from())
                .with("target", table.scanTarget())
                .with("notTaken", quarantine.notTaken(table))
                .with("restorable", table.restorableRows())
                .with("rows", rows)
                .with(
                        "targetValues",
                        columns.stream().map(column -> "t." + quoted(column)).collect(Collectors.joining(", ")))
                .with("packagedValues", remapping.valuesOf(columns))
                .sql();
    }

    /** Where the target's row wins, its united lists are written all the same. */
    private List<String> updatesOf(String rows) {
        String wins = packageWins(table, remapping, onMatch);
        String all = update(rows, updatable, wins);
        return united.isEmpty()
                ? List.of(all)
                : List.of(all, update(rows, united, "NOT coalesce(%s, false)".formatted(wins)));
    }

    private String update(String rows, List<String> columns, String wins) {
        return UPDATE.with("target", table.scanTarget())
                .with(
                        "assignments",
                        columns.stream()
                                .map(column -> quoted(column) + " = x." + quoted(column))
                                .collect(Collectors.joining(", ")))
                .with(
                        "values",
                        columns.stream()
                                .map(column -> remapping.value(column) + " AS " + quoted(column))
                                .collect(Collectors.joining(", ")))
                .with("differing", differing(rows, columns))
                .with("wins", wins)
                .sql();
    }

    /** A condition on a staged row and its match {@code t}: the match takes the values of the package. */
    static String packageWins(MatchedTable table, KeyRemapping remapping, OnMatch onMatch) {
        String changedAt = table.meaning().changedAt();
        return switch (onMatch) {
            case UPDATE -> "true";
            case KEEP, FAIL -> "false";
            case NEWER ->
                table.hasChangeTime() ? "%s > t.%s".formatted(remapping.value(changedAt), quoted(changedAt)) : "false";
        };
    }
}
