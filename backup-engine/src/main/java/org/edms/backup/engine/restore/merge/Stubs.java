package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.engine.restore.target.TargetSequences;
import org.edms.backup.model.restore.Reference;

/** Rows that the model creates because others reference them, such as inactive users without a password. */
final class Stubs {

    private static final SqlTemplate PLAN = SqlTemplate.of(
            "UPDATE :keyMap i SET how = :stub, moved = true:keys WHERE how = :missing AND (:referenced)");

    private static final SqlTemplate REFERENCED = SqlTemplate.of("EXISTS (SELECT FROM :children c WHERE :equality)");

    private static final SqlTemplate INSERT = SqlTemplate.of("""
            INSERT INTO :target (:columns) OVERRIDING SYSTEM VALUE
            SELECT :values
            FROM :staging s JOIN :keyMap i ON i.:row = s.:row AND i.how = :stub
            """);

    private static final SqlTemplate REFERENCES = SqlTemplate.of("""
            SELECT :child, :parent FROM :staging s
            JOIN :keyMap i ON i.how = :stub AND :equality
            JOIN :parentStaging p ON p.:row = i.:row
            ORDER BY s.:row LIMIT :limit
            """);

    private final Sql sql;
    private final KeyMaps maps;

    Stubs(Sql sql, KeyMaps maps) {
        this.sql = sql;
        this.maps = maps;
    }

    /** Gives keys to the stubs of all missing rows that others reference. */
    KeyMaps plan() throws SQLException {
        KeyMaps planned = maps;
        for (MatchedTable table : maps.tables()) {
            if (table.canGetStubs() && sql.update(plan(table, new NewKeys(sql).ofStubs(table), maps.tables())) > 0) {
                planned = planned.with(table.withStubs());
            }
        }
        return planned;
    }

    /** Writes the stubs: their keys, and what the model says for the other columns. */
    void write() throws SQLException {
        for (MatchedTable table : maps.tables()) {
            if (table.canGetStubs()) {
                sql.update(insert(table));
            }
        }
    }

    /** The rows that reference stubs through one foreign key. */
    List<Reference> references(MatchedTable child, PlannedTable.ParentReference reference, int limit)
            throws SQLException {
        Optional<MatchedTable> parent = maps.tables().parent(reference).filter(PlannedTable::canGetStubs);
        if (parent.isEmpty() || limit <= 0) {
            return List.of();
        }
        return sql.list(
                references(child, reference, parent.get(), limit),
                row -> new Reference(
                        child.name(),
                        row.getString(1),
                        String.join(", ", reference.columns()),
                        parent.get().name(),
                        row.getString(2),
                        true));
    }

    static String plan(StagedTable table, Map<String, String> keys, TableSet<MatchedTable> tables) {
        return PLAN.with("keyMap", table.keyMap())
                .with("stub", MatchKind.STUB.literal())
                .with(
                        "keys",
                        keys.entrySet().stream()
                                .map(key -> ", " + targetKey(key.getKey()) + " = " + key.getValue())
                                .collect(Collectors.joining()))
                .with("missing", MatchKind.MISSING.literal())
                .with("referenced", isReferenced(table, tables))
                .sql();
    }

    private static String isReferenced(StagedTable table, TableSet<MatchedTable> tables) {
        String references = tables.where(PlannedTable::isWritten)
                .flatMap(child -> child.parents().stream()
                        .filter(reference -> table.isParentOf(reference) && child.hasAll(reference.columns()))
                        .map(reference -> REFERENCED
                                .with("children", child.staging())
                                .with("equality", KeyRemapping.referenceEquality("c", reference, "i"))
                                .sql()))
                .collect(Collectors.joining(" OR "));
        return references.isEmpty() ? "false" : references;
    }

    static String insert(StagedTable table) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Table.Column column : table.target().storedColumns()) {
            String given = table.meaning().stub().get(column.name());
            if (table.remappable().contains(column.name())) {
                values.put(column.name(), "i." + targetKey(column.name()));
            } else if (table.naturalKey().key().contains(column.name()) && table.has(column.name())) {
                values.put(column.name(), "s." + quoted(column.name()));
            } else if (given != null) {
                values.put(column.name(), givenValue(given, column));
            }
        }
        return INSERT.with("target", table.target().quotedName())
                .with("columns", quoted(values.keySet()))
                .with("values", String.join(", ", values.values()))
                .with("staging", table.staging())
                .with("keyMap", table.keyMap())
                .with("row", ROW)
                .with("stub", MatchKind.STUB.literal())
                .sql();
    }

    private static String givenValue(String given, Table.Column column) {
        return Map.of("now", "now()", "new", TargetSequences.NEW_UUID)
                .getOrDefault(given, "%s::%s".formatted(Sql.literal(given), column.type()));
    }

    static String references(StagedTable child, PlannedTable.ParentReference reference, StagedTable parent, int limit) {
        return REFERENCES
                .with("child", RowText.of(child, "s"))
                .with("parent", RowText.of(parent, "p"))
                .with("staging", child.staging())
                .with("keyMap", parent.keyMap())
                .with("stub", MatchKind.STUB.literal())
                .with("equality", KeyRemapping.referenceEquality("s", reference, "i"))
                .with("parentStaging", parent.staging())
                .with("row", ROW)
                .with("limit", limit)
                .sql();
    }
}
