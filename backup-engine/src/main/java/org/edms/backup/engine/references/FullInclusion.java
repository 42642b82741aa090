package org.edms.backup.engine.references;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.ReferencePlace;

/** Counts the distinct values of a place in all rows, and those that are keys. */
final class FullInclusion {

    private static final Pattern HOLE = Pattern.compile("\\{id(?::\\d+)?\\}|\\{\\*\\}");

    /** @param values the number of distinct values */
    record Counts(long values, long found) {}

    private final Connection connection;
    private final RowSource rows;

    FullInclusion(Connection connection, RowSource rows) {
        this.connection = connection;
        this.rows = rows;
    }

    /** @return empty if some value cannot be read, for example a text that is no JSON */
    Optional<Counts> count(Verdict.Suspect suspect) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Counts counts =
                    suspect.typed() == null ? count(statement(suspect, "", suspect.keys())) : countTyped(suspect);
            connection.releaseSavepoint(before);
            return Optional.of(counts);
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith("22")) {
                throw e;
            }
            connection.rollback(before);
            return Optional.empty();
        }
    }

    private Counts countTyped(Verdict.Suspect suspect) throws SQLException {
        long values = 0;
        long found = 0;
        String type = new Identifier(suspect.typed().column()).quoted();
        for (Map.Entry<CandidateKey, List<String>> each :
                Verdict.typesByKey(suspect.typed()).entrySet()) {
            String types = each.getValue().stream()
                    .map(value -> "'" + value.replace("'", "''") + "'")
                    .collect(Collectors.joining(", "));
            Counts counts =
                    count(statement(suspect, " WHERE %s::text IN (%s)".formatted(type, types), List.of(each.getKey())));
            values += counts.values();
            found += counts.found();
        }
        return new Counts(values, found);
    }

    private Counts count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return new Counts(result.getLong(1), result.getLong(2));
        }
    }

    private String statement(Verdict.Suspect suspect, String where, List<CandidateKey> keys) {
        Table table = suspect.place().sample().table();
        ReferencePlace place = suspect.place().place();
        String column = new Identifier(place.column()).quoted();
        ColumnKind kind = ColumnKind.of(table.column(place.column()).orElseThrow());
        boolean direct = place.place() instanceof Place.Whole
                && (kind == ColumnKind.INTEGER || kind == ColumnKind.UUID)
                && keys.stream().allMatch(key -> (key.kind() == IdKind.INTEGER) == (kind == ColumnKind.INTEGER));
        String from = suspect.typed() == null
                ? rows.relation(table)
                : rows.original(table, "(SELECT * FROM %s) r".formatted(rows.relation(table)));
        String values = direct
                ? "SELECT DISTINCT %s AS v FROM %s%s".formatted(column, from, where)
                : """
                  SELECT DISTINCT CASE WHEN v ~ '^[0-9]{1,18}$' THEN v::bigint::text
                                       WHEN v ~* '^%s$' THEN lower(v) ELSE v END AS v
                  FROM (SELECT btrim(%s) AS v FROM %s%s) raw WHERE v <> ''
                  """.formatted(
                                IdKind.UUID_FORM,
                                value(place.place(), column, keys.get(0).kind()),
                                from(kind, place.place(), column, from),
                                where);
        String found = keys.stream()
                .map(key -> "SELECT %s%s AS key FROM %s"
                        .formatted(key.quotedColumn(), direct ? "" : "::text", key.relation()))
                .collect(Collectors.joining(" UNION "));
        return "SELECT count(*), count(k.key) FROM (%s) d LEFT JOIN (%s) k ON k.key = d.v WHERE d.v IS NOT NULL"
                .formatted(values, found);
    }

    private static String value(Place place, String column, IdKind id) {
        if (place instanceof Place.Whole) {
            return column + "::text";
        }
        if (place instanceof Place.Template template) {
            return "substring(%s from '%s')"
                    .formatted(column, regex(template.template(), id).replace("'", "''"));
        }
        return place instanceof Place.JsonPath ? "x.v #>> '{}'" : "x.v";
    }

    private static String from(ColumnKind kind, Place place, String column, String relation) {
        if (place instanceof Place.Element) {
            return "%s, LATERAL unnest(%s::text[]) x (v)".formatted(relation, column);
        }
        if (place instanceof Place.JsonPath json) {
            String value = kind == ColumnKind.TEXT
                    ? "CASE WHEN left(btrim(%1$s), 1) IN ('{', '[') THEN %1$s::jsonb END".formatted(column)
                    : column + "::jsonb";
            return "%s, LATERAL jsonb_path_query(%s, '%s') x (v)"
                    .formatted(relation, value, sqlPath(json.path()).replace("'", "''"));
        }
        if (place instanceof Place.Delimited) {
            return "%s, LATERAL regexp_split_to_table(%s, '[^0-9A-Za-z-]+') x (v)".formatted(relation, column);
        }
        return relation;
    }

    private static String sqlPath(String path) {
        return path.endsWith(JsonIds.NAMES)
                ? path.substring(0, path.length() - JsonIds.NAMES.length()) + ".keyvalue().key"
                : path;
    }

    /** The regular expression of a template, with the id as its only group. */
    static String regex(String template, IdKind id) {
        StringBuilder regex = new StringBuilder("^");
        int end = 0;
        for (Matcher hole = HOLE.matcher(template); hole.find(); ) {
            regex.append(literal(template.substring(end, hole.start())));
            regex.append(hole.group().equals(TextIds.ANY) ? ".*?" : "(" + form(id) + ")");
            end = hole.end();
        }
        return regex.append(literal(template.substring(end))).append("$").toString();
    }

    private static String form(IdKind id) {
        return switch (id) {
            case INTEGER -> "[0-9]{1,18}";
            case UUID -> IdKind.UUID_FORM;
            case TEXT -> "[0-9A-Za-z_-]+";
        };
    }

    private static String literal(String text) {
        return text.replaceAll("([\\\\.\\[\\](){}+?^$|*])", "\\\\$1");
    }
}
