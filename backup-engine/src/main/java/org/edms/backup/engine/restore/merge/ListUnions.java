package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.edms.backup.engine.model.JsonUnion;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.restore.OnMatch;

/**
 * Unites lists in the JSON documents of matched rows: the document that wins gets the elements that only the other one has. The
 * staged rows get the united documents, so that they are written and verified like all others.
 */
final class ListUnions {

    private static final SqlTemplate UNITE = SqlTemplate.of("""
            UPDATE :rows staged SET :column = CAST(x.document AS :type)
            FROM (
              SELECT s.:row AS number, CASE WHEN :added THEN :united::text ELSE d.winner END AS document
              FROM :from
              JOIN :target t ON t.ctid = i.at AND t.tableoid = i.tab
              CROSS JOIN LATERAL (SELECT :value::text AS packaged, t.:column::text AS target, coalesce(:packageWins, false) AS wins) v
              CROSS JOIN LATERAL (SELECT CASE WHEN v.wins THEN v.packaged ELSE v.target END AS winner,
                                         CASE WHEN v.wins THEN v.target ELSE v.packaged END AS other) d
              CROSS JOIN LATERAL (SELECT nullif(d.winner::jsonb, 'null') AS document) u0
              :lists
              WHERE i.how IN (:matched) AND (:added OR NOT v.wins)) x
            WHERE staged.:row = x.number
            """);

    /** What the document of the other side adds to a list, unless something else is in its place. */
    private static final SqlTemplate LIST = SqlTemplate.of("""
            CROSS JOIN LATERAL (SELECT nullif(:before.document #> :path, 'null') AS elements, d.other::jsonb #> :path AS others) l:number
            LEFT JOIN LATERAL (
              SELECT jsonb_agg(e.element ORDER BY e.number) AS elements
              FROM jsonb_array_elements(CASE jsonb_typeof(l:number.others) WHEN 'array' THEN l:number.others END)
                WITH ORDINALITY e (element, number)
              WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(l:number.elements) k (element)
                                WHERE coalesce(k.element -> :member, k.element) = coalesce(e.element -> :member, e.element))
            ) a:number ON jsonb_typeof(coalesce(l:number.elements, '[]')) = 'array'
              AND jsonb_typeof(coalesce(:before.document, :empty)) = jsonb_typeof(:empty)
            CROSS JOIN LATERAL (SELECT CASE WHEN a:number.elements IS NULL THEN :before.document ELSE :united END AS document) u:number
            """);

    private final Sql sql;
    private final KeyMaps maps;
    private final OnMatch onMatch;

    /** @param onMatch what the options say about matched rows */
    ListUnions(Sql sql, KeyMaps maps, OnMatch onMatch) {
        this.sql = sql;
        this.maps = maps;
        this.onMatch = onMatch;
    }

    void unite() throws SQLException {
        for (MatchedTable table : maps.tables()
                .where(each -> each.isWritten() && each.hasKeyMap() && each.onMatch(onMatch) != OnMatch.FAIL)
                .toList()) {
            Map<String, List<JsonUnion>> byColumn = table.meaning().unions().stream()
                    .filter(union -> table.has(union.column()))
                    .collect(Collectors.groupingBy(JsonUnion::column));
            for (Map.Entry<String, List<JsonUnion>> unions : byColumn.entrySet()) {
                unite(table, unions.getKey(), unions.getValue());
            }
        }
    }

    private void unite(MatchedTable table, String column, List<JsonUnion> unions) throws SQLException {
        sql.update(unite(table, column, unions, table.staging()));
        Optional<RewrittenColumns> rewritten = maps.rewritten(table);
        if (rewritten.isPresent() && rewritten.get().columns().contains(column)) {
            sql.update(unite(table, column, unions, rewritten.get().table()));
        }
    }

    String unite(MatchedTable table, String column, List<JsonUnion> unions, String rows) {
        KeyRemapping remapping = KeyRemapping.ofMatched(table, maps);
        return UNITE.with("rows", rows)
                .with("column", quoted(column))
                .with("type", table.type(column))
                .with("row", StagedTable.ROW)
                .with("from", remapping.from())
                .with("target", table.scanTarget())
                .with("value", remapping.value(column))
                .with("packageWins", WriteStatements.packageWins(table, remapping, table.onMatch(onMatch)))
                .with(
                        "lists",
                        IntStream.range(0, unions.size())
                                .mapToObj(number -> list(unions.get(number), number))
                                .collect(Collectors.joining("\n")))
                .with(
                        "added",
                        IntStream.rangeClosed(1, unions.size())
                                .mapToObj("a%d.elements IS NOT NULL"::formatted)
                                .collect(Collectors.joining(" OR ", "(", ")")))
                .with("united", "u%d.document".formatted(unions.size()))
                .with("matched", MatchKind.matched())
                .sql();
    }

    private static String list(JsonUnion union, int number) {
        String before = "u" + number;
        int after = number + 1;
        return LIST.with("number", after)
                .with("before", before)
                .with("path", path(union.path()))
                .with("member", Sql.literal(union.member()))
                .with("empty", union.path().isEmpty() ? "'[]'::jsonb" : "'{}'::jsonb")
                .with("united", united(union.path(), before, after))
                .sql();
    }

    /** The document with the list, and with the objects that lead to it. */
    private static String united(List<String> path, String before, int number) {
        String list = "(coalesce(l%1$d.elements, '[]') || a%1$d.elements)".formatted(number);
        String document = "coalesce(%s.document, '{}')".formatted(before);
        for (int depth = 1; depth < path.size(); depth++) {
            String above = path(path.subList(0, depth));
            document = "jsonb_set(%1$s, %2$s, coalesce(nullif(%3$s.document #> %2$s, 'null'), '{}'))"
                    .formatted(document, above, before);
        }
        return path.isEmpty() ? list : "jsonb_set(%s, %s, %s)".formatted(document, path(path), list);
    }

    private static String path(List<String> names) {
        return names.stream().map(Sql::literal).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }
}
