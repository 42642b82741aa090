package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Counts the generic references to rows that the package does not have. They are restored unchanged. */
final class UnknownGenericIds {

    private static final SqlTemplate COUNT = SqlTemplate.of("""
            SELECT count(*) FROM :rows s JOIN :types ON :type = s.:typeColumn
            WHERE :id <> '' AND :candidates AND NOT (:known)
            """);

    private static final SqlTemplate REMAPPED_TYPES = SqlTemplate.of("(:types l JOIN :keyMap i ON i.:row = l.:row)");

    private static final SqlTemplate KNOWN =
            SqlTemplate.of(":label = :type AND :id IN (SELECT p.:key::text FROM :rows p)");

    private final Sql sql;
    private final KeyMaps maps;
    private final StreamedTables streamed;

    UnknownGenericIds(Sql sql, KeyMaps maps, StreamedTables streamed) {
        this.sql = sql;
        this.maps = maps;
        this.streamed = streamed;
    }

    List<Failure> warnings() throws SQLException {
        List<Failure> warnings = new ArrayList<>();
        Optional<MatchedTable> types = maps.generic().typeTable(maps.tables());
        if (types.isEmpty()) {
            return warnings;
        }
        for (MatchedTable table : maps.tables().where(PlannedTable::isWritten).toList()) {
            for (TableModel.GenericReference reference :
                    table.meaning().references().generic()) {
                long unknown = table.has(reference.type()) && table.has(reference.id())
                        ? count(table, reference, types.get())
                        : 0;
                if (unknown > 0) {
                    warnings.add(new Failure(
                            ErrorCode.REFERENCE_UNRESOLVED,
                            "%d values of %s.%s reference rows that the package does not have; they are restored unchanged"
                                    .formatted(unknown, table.name(), reference.id())));
                }
            }
        }
        return warnings;
    }

    /** In a streamed table, those of types with a key map have been counted on the way. */
    private long count(MatchedTable table, TableModel.GenericReference reference, MatchedTable types)
            throws SQLException {
        Map<String, MatchedTable> named = new TreeMap<>();
        for (String type : maps.generic().model().genericTypes().tables().keySet()) {
            maps.generic()
                    .tableOf(type, maps.tables())
                    .filter(each -> table.isStaged() || !each.hasKeyMap())
                    .ifPresent(each -> named.put(Sql.literal(type), each));
        }
        long counted = streamed.unknownGenericIds(table, reference);
        return table.isStreamed() && named.isEmpty()
                ? counted
                : counted + sql.count(count(table, reference, types, named, maps.generic()));
    }

    /** @param named the tables that types stand for, by the literals of the types */
    static String count(
            MatchedTable table,
            TableModel.GenericReference reference,
            MatchedTable types,
            Map<String, MatchedTable> named,
            GenericReferences generic) {
        String id = "s." + quoted(reference.id()) + "::text";
        String label = generic.label("l");
        String typeKey = types.primaryKey().get(0);
        // Streamed rows have the type ids of the target.
        boolean hasTargetTypes = table.isStreamed() && types.hasKeyMap();
        return COUNT.with("rows", table.scanPackagedRows())
                .with("types", hasTargetTypes ? remappedTypes(types) : types.staging() + " l")
                .with("type", hasTargetTypes ? "i." + targetKey(typeKey) : "l." + quoted(typeKey))
                .with("typeColumn", quoted(reference.type()))
                .with("id", id)
                .with(
                        "candidates",
                        table.isStreamed() ? "%s IN (%s)".formatted(label, String.join(", ", named.keySet())) : "true")
                .with(
                        "known",
                        named.isEmpty()
                                ? "false"
                                : named.entrySet().stream()
                                        .map(each -> isKnown(label, each.getKey(), id, each.getValue()))
                                        .collect(Collectors.joining(" OR ")))
                .sql();
    }

    private static String remappedTypes(MatchedTable types) {
        return REMAPPED_TYPES
                .with("types", types.staging())
                .with("keyMap", types.keyMap())
                .with("row", ROW)
                .sql();
    }

    private static String isKnown(String label, String type, String id, MatchedTable named) {
        return KNOWN.with("label", label)
                .with("type", type)
                .with("id", id)
                .with("key", quoted(named.primaryKey().get(0)))
                .with("rows", named.scanPackagedRows())
                .sql();
    }
}
