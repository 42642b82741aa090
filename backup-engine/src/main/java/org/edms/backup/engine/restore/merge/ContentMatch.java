package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.merge.StagedTable.packagedKey;
import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/**
 * Statements that match rows without a key by their content. Rows with the same content are paired: those with the same primary key
 * first, since other rows may reference one of several equal rows; then the others in their order, so that a repeated restore finds
 * the rows that it made.
 */
final class ContentMatch {

    private static final SqlTemplate MATCH = SqlTemplate.of("""
            INSERT INTO :keyMap
            SELECT x.:row, :byContent, y.at, y.tab, :moved:keys
            FROM (SELECT s.:row, c.content, row_number() OVER (PARTITION BY c.content ORDER BY :stagedOrder) AS number:packagedKeys
                  FROM :from
                  CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(:packagedContent)::text, 'UTF8')) AS content) c
                  WHERE NOT EXISTS (SELECT FROM :keyMap known WHERE known.:row = s.:row) AND (:packagedRows)) x
            JOIN (SELECT t.ctid AS at, t.tableoid AS tab, c.content,
                         row_number() OVER (PARTITION BY c.content ORDER BY :targetOrder) AS number:targetKeys
                  FROM :target t
                  CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(:targetContent)::text, 'UTF8')) AS content) c
                  WHERE NOT EXISTS (SELECT FROM :keyMap known WHERE known.at = t.ctid AND known.tab = t.tableoid)
                    AND (:targetRows)) y
              ON x.content = y.content AND :paired
            """);

    private final StagedTable table;
    private final List<String> content;
    private final KeyRemapping remapping;
    private final String packagedRows;
    private final String targetRows;

    ContentMatch(StagedTable table, KeyMaps maps, List<String> columns) {
        this(table, comparable(table, columns), KeyRemapping.ofStaged(table, maps), "true", "true");
    }

    private ContentMatch(
            StagedTable table, List<String> content, KeyRemapping remapping, String packagedRows, String targetRows) {
        this.table = table;
        this.content = content;
        this.remapping = remapping;
        this.packagedRows = packagedRows;
        this.targetRows = targetRows;
    }

    /** Matches only rows with NULL in some of the columns. */
    ContentMatch whereAnyIsNull(List<String> columns) {
        return new ContentMatch(
                table,
                content,
                remapping,
                columns.stream()
                        .map(column -> remapping.value(column) + " IS NULL")
                        .collect(Collectors.joining(" OR ")),
                columns.stream()
                        .map(column -> "t." + quoted(column) + " IS NULL")
                        .collect(Collectors.joining(" OR ")));
    }

    /** Matches only rows that no other rows identify. */
    ContentMatch without(ReferringRows referring) {
        return new ContentMatch(
                table,
                content,
                remapping,
                "(%s) AND %s".formatted(packagedRows, referring.noneOfPackage()),
                "(%s) AND %s".formatted(targetRows, referring.noneOfTarget()));
    }

    /** The columns that mean the same in package and target. */
    static List<String> comparable(StagedTable table, List<String> columns) {
        return columns.stream()
                .filter(table::has)
                .filter(column -> !table.isBlanked(column) && !table.isComputed(column))
                .filter(column -> !table.naturalKey().surrogates().contains(column))
                .filter(column -> !column.equals(table.naturalKey().uuid())
                        || table.naturalKey().key().contains(column))
                .toList();
    }

    boolean canPairByPrimaryKey() {
        return !table.primaryKey().isEmpty() && table.hasAll(table.primaryKey());
    }

    String pairByPrimaryKey() {
        return statement(table.primaryKey().stream()
                .map(column -> "x.%s = y.%s".formatted(packagedKey(column), targetKey(column)))
                .collect(Collectors.joining(" AND ")));
    }

    String pairInOrder() {
        return statement("x.number = y.number");
    }

    private String statement(String paired) {
        return MATCH.with("keyMap", table.keyMap())
                .with("row", ROW)
                .with("byContent", MatchKind.BY_CONTENT.literal())
                .with("moved", moved())
                .with("keys", forEachKey(column -> ", x.%s, y.%s".formatted(packagedKey(column), targetKey(column))))
                .with("stagedOrder", stagedOrder())
                .with("packagedKeys", forEachKey(this::packagedValue))
                .with("from", remapping.from())
                .with("packagedContent", remapping.valuesOf(content))
                .with("packagedRows", packagedRows)
                .with("targetOrder", targetOrder())
                .with("targetKeys", forEachKey(column -> ", t.%s AS %s".formatted(quoted(column), targetKey(column))))
                .with("target", table.scanTarget())
                .with("targetContent", ofTarget(content))
                .with("targetRows", targetRows)
                .with("paired", paired)
                .sql();
    }

    private String forEachKey(UnaryOperator<String> expression) {
        return table.remappable().stream().map(expression).collect(Collectors.joining());
    }

    private String packagedValue(String column) {
        return ", %s AS %s".formatted(remapping.packagedValue(table, column), packagedKey(column));
    }

    private String moved() {
        return table.remappable().isEmpty()
                ? "false"
                : table.remappable().stream()
                        .map(column -> "x.%s IS DISTINCT FROM y.%s".formatted(packagedKey(column), targetKey(column)))
                        .collect(Collectors.joining(" OR "));
    }

    private String stagedOrder() {
        Stream<String> columns = table.primaryKey().stream().filter(table::has).map(Sql::quoted);
        return Stream.concat(columns, Stream.of(ROW))
                .map(column -> "s." + column)
                .collect(Collectors.joining(", "));
    }

    private String targetOrder() {
        return table.primaryKey().isEmpty() ? "t.ctid" : ofTarget(table.primaryKey());
    }

    private static String ofTarget(List<String> columns) {
        return columns.stream().map(column -> "t." + quoted(column)).collect(Collectors.joining(", "));
    }
}
