package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.TargetSequences;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.IdentityMap;

/**
 * Finds out, for each row of the package, which row of the target it is, or that it is none; and what the columns that name it
 * in this system shall hold. A table's map has a line for each row:
 *
 * <pre>
 * how    u by its UUID, k by its key, c by its content, n new, m nowhere though others point to it, s a stub for such a one
 * at     where the row of the target is (with tab, the partition)
 * o:..   the value of a column in the package, n:.. in the target; moved, whether they differ
 * </pre>
 */
final class RowMatcher {

    private static final int RENAMED_SHOWN = 3;

    private final Sql sql;
    private final EdmsModel model;
    private final String genericMoves;
    private KeyRemapping.Maps maps;

    RowMatcher(Sql sql, EdmsModel model, String schema) {
        this.sql = sql;
        this.model = model;
        this.genericMoves = quoted(schema) + ".g";
        this.maps = new KeyRemapping.Maps(model, null);
    }

    KeyRemapping.Maps identify(List<StagedTable> tables) throws SQLException {
        if (model.genericTypes() != null) {
            sql.execute("CREATE UNLOGGED TABLE %s (type text, old text, now text)".formatted(genericMoves));
            maps = new KeyRemapping.Maps(model, genericMoves);
        }
        for (StagedTable table : tables) {
            identify(table);
            collectGenericMoves(table, tables);
        }
        for (StagedTable table : tables) {
            ambiguities().refuseNamesOfLaterTables(table, tables);
        }
        return maps;
    }

    private void identify(StagedTable table) throws SQLException {
        table.fresh(!sql.holds("SELECT EXISTS (SELECT FROM %s)".formatted(table.only())));
        if (table.streamed()) {
            return;
        }
        if (table.fresh() && !table.looksUp() && !mustBeMapped(table)) {
            ambiguities().refuseDuplicates(table);
            return;
        }
        create(table);
        if (!table.fresh()) {
            match(table);
        }
        ambiguities().refuseDuplicates(table);
        if (table.written()) {
            rest(table, 'n', newValues(table));
        }
        if (table.looksUp()) {
            rest(table, 'm', table.mobile().stream().map(column -> "NULL").toList());
        }
        sql.execute("ANALYZE " + table.map());
        for (String column : table.mobile()) {
            if (sql.holds("SELECT EXISTS (SELECT FROM %s i WHERE i.%s IS DISTINCT FROM i.%s)"
                    .formatted(table.map(), StagedTable.old(column), StagedTable.now(column)))) {
                table.moved().add(column);
            }
        }
    }

    /** Where numbers are missing, or where what others point to was itself sent through a map. */
    private static boolean mustBeMapped(StagedTable table) {
        boolean numbersAreMissing = table.identity().surrogates().stream().anyMatch(column -> !table.has(column));
        boolean pointsElsewhere = table.links().stream()
                .filter(link -> link.columns().stream().anyMatch(table.mobile()::contains))
                .anyMatch(link -> link.staged() != null
                        && link.referenced().stream().anyMatch(link.staged().moved()::contains));
        return numbersAreMissing || pointsElsewhere;
    }

    private void create(StagedTable table) throws SQLException {
        String columns = table.mobile().stream()
                .map(column -> ", %s %s, %s %s"
                        .formatted(
                                StagedTable.old(column),
                                table.type(column),
                                StagedTable.now(column),
                                table.type(column)))
                .collect(Collectors.joining());
        sql.execute("CREATE UNLOGGED TABLE %s (%s bigint, how \"char\", at tid, tab oid, moved boolean%s)"
                .formatted(table.map(), ROW, columns));
        table.mapped(true);
    }

    private void match(StagedTable table) throws SQLException {
        String uuid = table.identity().uuid();
        if (uuid != null && table.has(uuid)) {
            matchBy(
                    table,
                    'u',
                    "t.%s = %s".formatted(quoted(uuid), translation(table).value(uuid)));
        }
        List<String> key = table.identity().key();
        // A package that lost a key has nothing but the content of its rows.
        boolean known = key.stream().allMatch(table::has);
        if (table.identity().byContent() || !known) {
            List<String> content = comparable(table, table.identity().byContent() ? key : table.columns());
            if (!content.isEmpty()) {
                matchByContent(table, content, "true", "true");
            }
            ambiguities().refuseClaims(table);
            return;
        }
        if (!key.equals(List.of(String.valueOf(uuid)))) {
            matchByKey(table, key);
        }
        ambiguities().refuseClaims(table);
    }

    /** A row is found after the row above it, if its key depends on that: level by level. */
    private void matchByKey(StagedTable table, List<String> key) throws SQLException {
        if (!table.identity().hasParentInKey()) {
            matchBy(table, 'k', translation(table).keyEquality(table, key));
            List<String> optional = key.stream()
                    .filter(column ->
                            !table.target().column(column).orElseThrow().notNull())
                    .toList();
            if (!optional.isEmpty()) {
                KeyRemapping translation = translation(table);
                matchByContent(
                        table,
                        comparable(table, table.columns()),
                        optional.stream()
                                .map(column -> translation.value(column) + " IS NULL")
                                .collect(Collectors.joining(" OR ")),
                        optional.stream()
                                .map(column -> "t." + quoted(column) + " IS NULL")
                                .collect(Collectors.joining(" OR ")));
            }
            return;
        }
        long found = 1;
        while (found > 0) {
            found = matchBy(table, 'k', translation(table).keyEquality(table, key));
        }
    }

    private AmbiguousRows ambiguities() {
        return new AmbiguousRows(sql, model, maps);
    }

    private KeyRemapping translation(StagedTable table) {
        return KeyRemapping.ofStaged(table, maps);
    }

    private long matchBy(StagedTable table, char how, String condition) throws SQLException {
        return sql.update("""
                INSERT INTO %s
                SELECT s.%s, '%c', t.ctid, t.tableoid, %s
                FROM %s
                JOIN %s t ON %s
                WHERE NOT EXISTS (SELECT FROM %1$s known WHERE known.%2$s = s.%2$s)
                """.formatted(
                        table.map(),
                        ROW,
                        how,
                        pairs(table, column -> "t." + quoted(column)),
                        translation(table).from(),
                        table.only(),
                        condition));
    }

    /**
     * Rows with the same content are paired: those with the same number first, the others in their order. Others may point to
     * one of two that are alike, and a restore that is repeated must find again the one that it made.
     */
    private void matchByContent(StagedTable table, List<String> columns, String ofStaged, String ofTarget)
            throws SQLException {
        List<String> numbers = table.target().primaryKey() == null
                ? List.of()
                : table.target().primaryKey().columns();
        if (!numbers.isEmpty() && numbers.stream().allMatch(table::has)) {
            String same = numbers.stream()
                    .map(column -> "x.%s = y.%s".formatted(StagedTable.old(column), StagedTable.now(column)))
                    .collect(Collectors.joining(" AND "));
            matchByContent(table, columns, ofStaged, ofTarget, same);
        }
        matchByContent(table, columns, ofStaged, ofTarget, "x.number = y.number");
    }

    private void matchByContent(
            StagedTable table, List<String> columns, String ofStaged, String ofTarget, String paired)
            throws SQLException {
        KeyRemapping translation = translation(table);
        String staged = columns.stream().map(translation::value).collect(Collectors.joining(", "));
        String target = columns.stream().map(column -> "t." + quoted(column)).collect(Collectors.joining(", "));
        String olds = table.mobile().stream()
                .map(column -> ", " + oldValue(table, translation, column) + " AS " + StagedTable.old(column))
                .collect(Collectors.joining());
        String nows = table.mobile().stream()
                .map(column -> ", t." + quoted(column) + " AS " + StagedTable.now(column))
                .collect(Collectors.joining());
        String chosen = table.mobile().stream()
                .map(column -> ", x.%s, y.%s".formatted(StagedTable.old(column), StagedTable.now(column)))
                .collect(Collectors.joining());
        String order = table.target().primaryKey() == null
                ? "t.ctid"
                : table.target().primaryKey().columns().stream()
                        .map(column -> "t." + quoted(column))
                        .collect(Collectors.joining(", "));
        String stagedOrder = table.target().primaryKey() == null
                ? ""
                : table.target().primaryKey().columns().stream()
                        .filter(table::has)
                        .map(column -> "s." + quoted(column) + ", ")
                        .collect(Collectors.joining());
        sql.update("""
                INSERT INTO %1$s
                SELECT x.%2$s, 'c', y.at, y.tab, %3$s%4$s
                FROM (SELECT s.%2$s, c.content, row_number() OVER (PARTITION BY c.content ORDER BY %14$ss.%2$s) AS number%5$s
                      FROM %6$s
                      CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(%7$s)::text, 'UTF8')) AS content) c
                      WHERE NOT EXISTS (SELECT FROM %1$s known WHERE known.%2$s = s.%2$s) AND (%8$s)) x
                JOIN (SELECT t.ctid AS at, t.tableoid AS tab, c.content,
                             row_number() OVER (PARTITION BY c.content ORDER BY %9$s) AS number%10$s
                      FROM %11$s t
                      CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(%12$s)::text, 'UTF8')) AS content) c
                      WHERE NOT EXISTS (SELECT FROM %1$s known WHERE known.at = t.ctid AND known.tab = t.tableoid)
                        AND (%13$s)) y
                  ON x.content = y.content AND %15$s
                """.formatted(
                        table.map(),
                        ROW,
                        differs(table.mobile(), "x.", "y."),
                        chosen,
                        olds,
                        translation.from(),
                        staged,
                        ofStaged,
                        order,
                        nows,
                        table.only(),
                        target,
                        ofTarget,
                        stagedOrder,
                        paired));
    }

    /** What both sides have and mean the same by. */
    private static List<String> comparable(StagedTable table, List<String> columns) {
        return columns.stream()
                .filter(table::has)
                .filter(column -> !table.isBlanked(column))
                .filter(column -> !table.identity().surrogates().contains(column))
                .filter(column -> !column.equals(table.identity().uuid())
                        || table.identity().key().contains(column))
                .toList();
    }

    private static String differs(Set<String> columns, String oldPrefix, String nowPrefix) {
        return columns.isEmpty()
                ? "false"
                : columns.stream()
                        .map(column -> "%s%s IS DISTINCT FROM %s%s"
                                .formatted(oldPrefix, StagedTable.old(column), nowPrefix, StagedTable.now(column)))
                        .collect(Collectors.joining(" OR "));
    }

    /** Whether a row moves, then for each mobile column what the package has and what the target has. */
    private String pairs(StagedTable table, UnaryOperator<String> now) {
        KeyRemapping translation = translation(table);
        List<String> olds = table.mobile().stream()
                .map(column -> oldValue(table, translation, column))
                .toList();
        List<String> nows = table.mobile().stream().map(now).toList();
        String moved = IntStream.range(0, olds.size())
                .mapToObj(i -> "%s IS DISTINCT FROM %s".formatted(olds.get(i), nows.get(i)))
                .collect(Collectors.joining(" OR "));
        return Stream.concat(
                        Stream.of(moved.isEmpty() ? "false" : moved),
                        IntStream.range(0, olds.size()).boxed().flatMap(i -> Stream.of(olds.get(i), nows.get(i))))
                .collect(Collectors.joining(", "));
    }

    private static String oldValue(StagedTable table, KeyRemapping translation, String column) {
        return translation.values().containsKey(column) ? "s." + quoted(column) : "NULL::" + table.type(column);
    }

    /** All rows that were not found. */
    private void rest(StagedTable table, char how, List<String> values) throws SQLException {
        List<String> mobile = List.copyOf(table.mobile());
        sql.update("""
                INSERT INTO %s
                SELECT s.%s, '%c', NULL, NULL, %s
                FROM %s
                WHERE NOT EXISTS (SELECT FROM %1$s known WHERE known.%2$s = s.%2$s) AND %6$s
                """.formatted(
                        table.map(),
                        ROW,
                        how,
                        pairs(table, column -> values.get(mobile.indexOf(column))),
                        translation(table).from(),
                        how == 'n' ? table.own() : "true"));
    }

    /** A row that is new keeps its number where that is free. */
    private List<String> newValues(StagedTable table) throws SQLException {
        KeyRemapping translation = translation(table);
        List<String> values = new ArrayList<>();
        for (String column : table.mobile()) {
            values.add(
                    table.identity().surrogates().contains(column)
                            ? newNumber(table, column)
                            : translation.value(column));
        }
        return values;
    }

    private String newNumber(StagedTable table, String column) throws SQLException {
        String name = quoted(column);
        String old = table.has(column) ? "s." + name : "NULL::" + table.type(column);
        String taken = table.has(column)
                ? "(s.%1$s IS NULL OR EXISTS (SELECT FROM %2$s t WHERE t.%1$s = s.%1$s))".formatted(name, table.only())
                : "true";
        if (table.type(column).equals("uuid")) {
            return "CASE WHEN %s THEN %s ELSE %s END".formatted(taken, TargetSequences.NEW_UUID, old);
        }
        long base = highest(table, column);
        String next = "%d + row_number() OVER (PARTITION BY %s ORDER BY %s, s.%s)".formatted(base, taken, old, ROW);
        return "(CASE WHEN %s THEN %s ELSE %s END)::%s".formatted(taken, next, old, table.type(column));
    }

    /** No number above this one is taken, here or there. */
    private long highest(StagedTable table, String column) throws SQLException {
        String name = quoted(column);
        String packaged = table.has(column) ? "(SELECT max(%s)::bigint FROM %s)".formatted(name, table.staging()) : "0";
        return sql.count("SELECT greatest(0, coalesce((SELECT max(%s)::bigint FROM %s), 0), coalesce(%s, 0), %s)"
                .formatted(name, table.only(), packaged, TargetSequences.lastValue(sql, table.target(), column)));
    }

    /** Numbers that are named by a column beside a column with the type of the row. */
    private void collectGenericMoves(StagedTable table, List<StagedTable> tables) throws SQLException {
        StagedTable labels = KeyRemapping.types(model, tables);
        boolean numbered = table.target().primaryKey() != null
                && table.target().primaryKey().columns().size() == 1;
        if (labels == null || !numbered || !table.mapped()) {
            return;
        }
        String column = table.target().primaryKey().columns().get(0);
        String names = KeyRemapping.namesOf(model, table);
        if (names.isEmpty() || !table.moved().contains(column)) {
            return;
        }
        String labelKey = labels.target().primaryKey().columns().get(0);
        sql.update(
                "INSERT INTO %s SELECT l.%s::text, i.%s::text, i.%s::text FROM %s l, %s i WHERE i.moved AND %s IN (%s)"
                        .formatted(
                                genericMoves,
                                quoted(labelKey),
                                StagedTable.old(column),
                                StagedTable.now(column),
                                labels.staging(),
                                table.map(),
                                KeyRemapping.label(model.genericTypes(), "l"),
                                names));
    }

    /** Rows that were found by their UUID and have another natural key in the target: an update renames them there. */
    List<Failure> renamed(List<StagedTable> tables) throws SQLException {
        List<Failure> told = new ArrayList<>();
        for (StagedTable table : tables) {
            String uuid = table.identity().uuid();
            List<String> key = table.identity().key();
            boolean comparable = table.mapped()
                    && table.written()
                    && uuid != null
                    && !table.identity().byContent()
                    && !key.contains(uuid)
                    && key.stream().allMatch(table::has);
            if (comparable) {
                renamed(table, key, told);
            }
        }
        return told;
    }

    private void renamed(StagedTable table, List<String> key, List<Failure> told) throws SQLException {
        KeyRemapping translation = translation(table);
        String differs = key.stream()
                .map(column -> "%s IS DISTINCT FROM t.%s".formatted(translation.value(column), quoted(column)))
                .collect(Collectors.joining(" OR "));
        String found =
                "FROM %s JOIN %s i ON i.%s = s.%s AND i.how = 'u' JOIN %s t ON t.ctid = i.at AND t.tableoid = i.tab WHERE %s"
                        .formatted(translation.from(), table.map(), ROW, ROW, table.only(), differs);
        long rows = sql.count("SELECT count(*) " + found);
        if (rows == 0) {
            return;
        }
        List<String> examples = sql.list(
                "SELECT concat_ws(', ', %s), concat_ws(', ', %s) %s ORDER BY 1 LIMIT %d"
                        .formatted(
                                key.stream()
                                        .map(column -> "t." + quoted(column))
                                        .collect(Collectors.joining(", ")),
                                key.stream().map(translation::value).collect(Collectors.joining(", ")),
                                found,
                                RENAMED_SHOWN),
                row -> "'%s' in the target is '%s' in the package".formatted(row.getString(1), row.getString(2)));
        told.add(new Failure(
                ErrorCode.ROW_RENAMED,
                "%d rows of %s were found by %s and have another %s: %s"
                        .formatted(
                                rows,
                                table.name(),
                                table.identity().uuid(),
                                String.join(", ", key),
                                String.join("; ", examples))));
    }

    /** How the rows of the tables found each other, for the report. */
    List<IdentityMap> told(List<StagedTable> tables) throws SQLException {
        List<IdentityMap> told = new ArrayList<>();
        for (StagedTable table : tables) {
            List<String> key =
                    table.identity().byContent() ? List.of() : table.identity().key();
            if (!table.mapped()) {
                long rows =
                        table.streamed() ? table.packagedRows() : sql.count("SELECT count(*) FROM " + table.staging());
                told.add(new IdentityMap(table.name(), key, rows, 0, 0));
                continue;
            }
            told.add(sql.list(
                            "SELECT count(*) FILTER (WHERE NOT moved), count(*) FILTER (WHERE moved AND how IN ('u', 'k', 'c')), "
                                    + "count(*) FILTER (WHERE moved AND how NOT IN ('u', 'k', 'c')), count(*) FILTER (WHERE how = 'u') FROM "
                                    + table.map(),
                            row -> new IdentityMap(
                                    table.name(), key, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                    .get(0));
        }
        return told;
    }
}
