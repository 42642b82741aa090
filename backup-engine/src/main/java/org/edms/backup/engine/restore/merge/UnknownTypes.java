package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * Sets references to a type to NULL if the type is in neither package nor target and the column allows it. The type only says what
 * another column refers to: without it, the row is still worth restoring.
 */
final class UnknownTypes {

    private static final int MAX_NAMES = 5;

    private static final SqlTemplate NAMES = SqlTemplate.of("""
            SELECT DISTINCT :label FROM :staging s JOIN :types l ON :equality
            WHERE :unresolved ORDER BY 1 LIMIT :limit
            """);

    private static final SqlTemplate DETACH = SqlTemplate.of("UPDATE :staging s SET :nulls WHERE :unresolved");

    private final Sql sql;
    private final KeyMaps maps;

    UnknownTypes(Sql sql, KeyMaps maps) {
        this.sql = sql;
        this.maps = maps;
    }

    List<Failure> detach() throws SQLException {
        List<Failure> warnings = new ArrayList<>();
        for (MatchedTable table :
                maps.tables().where(each -> each.isWritten() && each.isStaged()).toList()) {
            for (PlannedTable.ParentReference reference : table.parents()) {
                boolean isOptionalType = maps.generic().isTypeTable(reference.parent())
                        && table.hasAll(reference.columns())
                        && reference.columns().stream().noneMatch(table::isNotNull);
                if (isOptionalType) {
                    detach(table, reference).ifPresent(warnings::add);
                }
            }
        }
        return warnings;
    }

    private Optional<Failure> detach(MatchedTable table, PlannedTable.ParentReference reference) throws SQLException {
        List<String> names = names(table, reference);
        long rows = sql.update(detach(table, reference, maps.tables()));
        return rows == 0
                ? Optional.empty()
                : Optional.of(new Failure(
                        ErrorCode.REFERENCE_UNRESOLVED,
                        "%d rows of %s reference a row of %s that is in neither package nor target%s; they are restored with %s NULL"
                                .formatted(
                                        rows,
                                        table.name(),
                                        reference.parent().qualifiedName(),
                                        names.isEmpty() ? "" : " (" + String.join(", ", names) + ")",
                                        String.join(", ", reference.columns()))));
    }

    private List<String> names(MatchedTable table, PlannedTable.ParentReference reference) throws SQLException {
        Optional<MatchedTable> types = maps.tables()
                .parent(reference)
                .filter(parent ->
                        parent.hasAll(maps.generic().model().genericTypes().label())
                                && parent.hasAll(reference.referencedColumns()));
        return types.isEmpty()
                ? List.of()
                : sql.list(names(table, reference, types.get(), maps), row -> row.getString(1));
    }

    static String names(MatchedTable table, PlannedTable.ParentReference reference, MatchedTable types, KeyMaps maps) {
        return NAMES.with("label", maps.generic().label("l"))
                .with("staging", table.staging())
                .with("types", types.staging())
                .with("equality", Sql.equality("l", reference.referencedColumns(), "s", reference.columns()))
                .with("unresolved", isUnresolved(table, reference, maps.tables()))
                .with("limit", MAX_NAMES)
                .sql();
    }

    static String detach(MatchedTable table, PlannedTable.ParentReference reference, TableSet<MatchedTable> tables) {
        return DETACH.with("staging", table.staging())
                .with(
                        "nulls",
                        reference.columns().stream()
                                .map(column -> quoted(column) + " = NULL")
                                .collect(Collectors.joining(", ")))
                .with("unresolved", isUnresolved(table, reference, tables))
                .sql();
    }

    private static String isUnresolved(
            MatchedTable table, PlannedTable.ParentReference reference, TableSet<MatchedTable> tables) {
        return table.restorableRows() + " AND " + UnresolvedReferences.condition(reference, tables);
    }
}
