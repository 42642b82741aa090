package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
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
import org.edms.backup.model.restore.IdentityMap;

/** Reports how the rows of package and target were matched. */
final class MatchReport {

    private static final int RENAMED_EXAMPLES = 3;

    private static final SqlTemplate KEY_MAP_COUNTS = SqlTemplate.of("""
            SELECT count(*) FILTER (WHERE NOT moved),
                   count(*) FILTER (WHERE moved AND how IN (:matched)),
                   count(*) FILTER (WHERE moved AND how NOT IN (:matched)),
                   count(*) FILTER (WHERE how = :byUuid)
            FROM :keyMap
            """);

    private static final SqlTemplate RENAMED = SqlTemplate.of("""
            FROM :from
            JOIN :keyMap i ON i.:row = s.:row AND i.how = :byUuid
            JOIN :target t ON t.ctid = i.at AND t.tableoid = i.tab
            WHERE :differs
            """);

    private static final SqlTemplate RENAMED_EXAMPLE = SqlTemplate.of("""
            SELECT concat_ws(', ', :targetKey), concat_ws(', ', :packagedKey)
            :renamed
            ORDER BY 1 LIMIT :limit
            """);

    private final Sql sql;
    private final KeyMaps maps;

    MatchReport(Sql sql, KeyMaps maps) {
        this.sql = sql;
        this.maps = maps;
    }

    List<IdentityMap> identityMaps() throws SQLException {
        List<IdentityMap> report = new ArrayList<>();
        for (MatchedTable table : maps.tables()) {
            report.add(table.hasKeyMap() ? mapped(table) : unmapped(table));
        }
        return report;
    }

    private IdentityMap unmapped(MatchedTable table) throws SQLException {
        long rows = table.isStreamed() ? table.packagedRows() : sql.count("SELECT count(*) FROM " + table.staging());
        return new IdentityMap(table.name(), table.keyColumns(), rows, 0, 0);
    }

    private IdentityMap mapped(MatchedTable table) throws SQLException {
        return sql.list(
                        keyMapCounts(table),
                        row -> new IdentityMap(
                                table.name(),
                                table.keyColumns(),
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4)))
                .get(0);
    }

    static String keyMapCounts(StagedTable table) {
        return KEY_MAP_COUNTS
                .with("matched", MatchKind.matched())
                .with("byUuid", MatchKind.BY_UUID.literal())
                .with("keyMap", table.keyMap())
                .sql();
    }

    /** Rows that match by their UUID but have another natural key in the target: an update renames them there. */
    List<Failure> renamedRows() throws SQLException {
        List<Failure> warnings = new ArrayList<>();
        for (MatchedTable table : maps.tables()) {
            List<String> key = table.keyColumns();
            String uuid = table.naturalKey().uuid();
            boolean canBeRenamed = table.hasKeyMap()
                    && table.isWritten()
                    && uuid != null
                    && !key.isEmpty()
                    && !key.contains(uuid)
                    && table.hasAll(key);
            if (canBeRenamed) {
                renamedRows(table).ifPresent(warnings::add);
            }
        }
        return warnings;
    }

    private Optional<Failure> renamedRows(MatchedTable table) throws SQLException {
        KeyRemapping remapping = KeyRemapping.ofStaged(table, maps);
        long rows = sql.count("SELECT count(*) " + renamed(table, remapping));
        if (rows == 0) {
            return Optional.empty();
        }
        List<String> examples = sql.list(
                renamedExamples(table, remapping),
                row -> "'%s' in the target is '%s' in the package".formatted(row.getString(1), row.getString(2)));
        return Optional.of(new Failure(
                ErrorCode.ROW_RENAMED,
                "%d rows of %s match by %s and have another %s: %s"
                        .formatted(
                                rows,
                                table.name(),
                                table.naturalKey().uuid(),
                                String.join(", ", table.keyColumns()),
                                String.join("; ", examples))));
    }

    static String renamed(StagedTable table, KeyRemapping remapping) {
        return RENAMED.with("from", remapping.from())
                .with("keyMap", table.keyMap())
                .with("row", ROW)
                .with("byUuid", MatchKind.BY_UUID.literal())
                .with("target", table.scanTarget())
                .with(
                        "differs",
                        table.keyColumns().stream()
                                .map(column ->
                                        "%s IS DISTINCT FROM t.%s".formatted(remapping.value(column), quoted(column)))
                                .collect(Collectors.joining(" OR ")))
                .sql();
    }

    static String renamedExamples(StagedTable table, KeyRemapping remapping) {
        return RENAMED_EXAMPLE
                .with(
                        "targetKey",
                        table.keyColumns().stream()
                                .map(column -> "t." + quoted(column))
                                .collect(Collectors.joining(", ")))
                .with("packagedKey", remapping.valuesOf(table.keyColumns()))
                .with("renamed", renamed(table, remapping))
                .with("limit", RENAMED_EXAMPLES)
                .sql();
    }
}
