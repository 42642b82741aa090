package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.ROW;
import static org.edms.backup.engine.restore.merge.StagedTable.packagedKey;
import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/**
 * The rows of a staged table as the target would have them: foreign keys and generic references go through the key maps of the
 * tables that they reference. In all expressions, {@code s} is the staged row and {@code i} its line in the key map.
 *
 * @param values an expression for each column
 * @param from what follows FROM
 */
record KeyRemapping(Map<String, String> values, String from) {

    /** For a key with more columns that may be NULL, there would be too many sets of them. */
    private static final int MOST_NULLABLE = 5;

    private static final SqlTemplate PARENT_KEY = SqlTemplate.of("""
            (s.:column IS NULL AND t.:column IS NULL
              OR t.:column = (SELECT p.:targetKey FROM :keyMap p WHERE p.:packagedKey = s.:column))
            """);

    private static final SqlTemplate PARENT_JOIN =
            SqlTemplate.of("LEFT JOIN :keyMap :alias ON :alias.moved AND :condition");

    private static final SqlTemplate REMAPPED =
            SqlTemplate.of("CASE WHEN :alias.:row IS NULL THEN :value ELSE :alias.:targetKey END");

    private static final SqlTemplate REWRITTEN_JOIN = SqlTemplate.of("LEFT JOIN :rewritten r ON r.:row = s.:row");

    private static final SqlTemplate REWRITTEN =
            SqlTemplate.of("CASE WHEN r.:row IS NULL THEN s.:column ELSE r.:column END");

    private static final SqlTemplate GENERIC_JOIN = SqlTemplate.of("""
            LEFT JOIN :genericIds :alias ON :alias.type = s.:type::text AND :alias.old = s.:id::text
            """);

    /** Of staged rows before they are matched: their own keys are those of the package. */
    static KeyRemapping ofStaged(StagedTable table, KeyMaps maps) {
        Builder builder = new Builder(table, maps);
        builder.from.append(table.staging()).append(" s");
        builder.addReferences();
        return builder.build();
    }

    /** Of matched rows: their own keys are those of the target. */
    static KeyRemapping ofMatched(MatchedTable table, KeyMaps maps) {
        if (!table.hasKeyMap()) {
            return ofStaged(table, maps);
        }
        Builder builder = new Builder(table, maps);
        builder.from.append(table.staging()).append(" s JOIN %s i ON i.%s = s.%s".formatted(table.keyMap(), ROW, ROW));
        builder.addReferences();
        table.remappable().forEach(column -> builder.values.put(column, "i." + targetKey(column)));
        return builder.build();
    }

    String value(String column) {
        return values.get(column);
    }

    String valuesOf(List<String> columns) {
        return columns.stream().map(this::value).collect(Collectors.joining(", "));
    }

    /** The value of the package, before references are remapped; NULL if the package lacks the column. */
    String packagedValue(StagedTable table, String column) {
        return values.containsKey(column) ? "s." + quoted(column) : "NULL::" + table.type(column);
    }

    /**
     * Conditions, one of which holds if the row {@code t} of the target has the natural key of {@code s}. There is one for each set
     * of columns that may be NULL, so that the database can join by all others. If the key references a row of the same table,
     * that row must have been matched already.
     */
    List<String> keyEqualities(StagedTable table) {
        List<String> nullable = !table.naturalKey().nullsEqual()
                ? List.of()
                : table.naturalKey().key().stream()
                        .filter(column -> !table.isNotNull(column))
                        .toList();
        if (nullable.size() > MOST_NULLABLE) {
            return List.of(table.naturalKey().key().stream()
                    .map(column -> "t.%s IS NOT DISTINCT FROM %s".formatted(quoted(column), value(column)))
                    .collect(Collectors.joining(" AND ")));
        }
        List<String> conditions = new ArrayList<>();
        for (int set = 0; set < 1 << nullable.size(); set++) {
            BitSet members = BitSet.valueOf(new long[] {set});
            conditions.add(
                    keyEquality(table, members.stream().mapToObj(nullable::get).collect(Collectors.toSet())));
        }
        return conditions;
    }

    /** The condition for rows with values in all columns of the key. */
    String keyEquality(StagedTable table) {
        return keyEquality(table, Set.of());
    }

    private String keyEquality(StagedTable table, Set<String> nulls) {
        List<String> key = table.naturalKey().key();
        PlannedTable.ParentReference above = table.parents().stream()
                .filter(table::isParentOf)
                .filter(reference -> reference.columns().stream().anyMatch(key::contains))
                .findFirst()
                .orElse(null);
        List<String> conditions = new ArrayList<>();
        for (String column : key) {
            if (nulls.contains(column)) {
                conditions.add("t.%s IS NULL AND %s IS NULL".formatted(quoted(column), value(column)));
            } else if (above == null || !above.columns().contains(column)) {
                conditions.add("t.%s = %s".formatted(quoted(column), value(column)));
            } else {
                conditions.add(parentKey(table, column, above));
            }
        }
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    private static String parentKey(StagedTable table, String column, PlannedTable.ParentReference above) {
        String referenced = above.referencedColumns().get(above.columns().indexOf(column));
        return PARENT_KEY
                .with("column", quoted(column))
                .with("keyMap", table.keyMap())
                .with("targetKey", targetKey(referenced))
                .with("packagedKey", packagedKey(referenced))
                .sql();
    }

    /** A condition: a line of a key map has the values that a row references. */
    static String referenceEquality(String alias, PlannedTable.ParentReference reference, String map) {
        return IntStream.range(0, reference.columns().size())
                .mapToObj(i -> "%s.%s = %s.%s"
                        .formatted(
                                alias,
                                quoted(reference.columns().get(i)),
                                map,
                                packagedKey(reference.referencedColumns().get(i))))
                .collect(Collectors.joining(" AND "));
    }

    private static final class Builder {

        private final StagedTable table;
        private final KeyMaps maps;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final StringBuilder from = new StringBuilder();

        Builder(StagedTable table, KeyMaps maps) {
            this.table = table;
            this.maps = maps;
            table.columns().forEach(column -> values.put(column, plainValue(column)));
        }

        KeyRemapping build() {
            return new KeyRemapping(values, from.toString());
        }

        void addReferences() {
            maps.rewritten(table)
                    .ifPresent(rewritten -> from.append('\n')
                            .append(REWRITTEN_JOIN
                                    .with("rewritten", rewritten.table())
                                    .with("row", ROW)
                                    .sql()));
            for (int number = 0; number < table.parents().size(); number++) {
                PlannedTable.ParentReference reference = table.parents().get(number);
                Optional<MatchedTable> parent = maps.remappedParent(reference);
                if (parent.isPresent() && table.hasAll(reference.columns())) {
                    remap(reference, parent.get(), "m" + number);
                }
            }
            int generic = 0;
            for (String column : table.columns()) {
                Optional<String> type = maps.typeColumn(table, column);
                if (type.isPresent()) {
                    remapGeneric(column, type.get(), "g" + generic++);
                }
            }
        }

        private String plainValue(String column) {
            boolean rewritten = maps.rewritten(table)
                    .filter(each -> each.columns().contains(column))
                    .isPresent();
            String value = rewritten
                    ? REWRITTEN.with("row", ROW).with("column", quoted(column)).sql()
                    : "s." + quoted(column);
            String onNull = table.meaning().onNull().get(column);
            return onNull == null
                    ? value
                    : "coalesce(%s, %s::%s)".formatted(value, Sql.literal(onNull), table.type(column));
        }

        private void remap(PlannedTable.ParentReference reference, MatchedTable parent, String alias) {
            String condition = IntStream.range(0, reference.columns().size())
                    .mapToObj(i -> "%s.%s = s.%s"
                            .formatted(
                                    alias,
                                    packagedKey(reference.referencedColumns().get(i)),
                                    quoted(reference.columns().get(i))))
                    .collect(Collectors.joining(" AND "));
            from.append('\n')
                    .append(PARENT_JOIN
                            .with("keyMap", parent.keyMap())
                            .with("alias", alias)
                            .with("condition", condition)
                            .sql());
            for (int i = 0; i < reference.columns().size(); i++) {
                String referenced = reference.referencedColumns().get(i);
                values.computeIfPresent(
                        reference.columns().get(i),
                        (column, value) -> REMAPPED.with("alias", alias)
                                .with("row", ROW)
                                .with("value", value)
                                .with("targetKey", targetKey(referenced))
                                .sql());
            }
        }

        private void remapGeneric(String column, String type, String alias) {
            from.append('\n')
                    .append(GENERIC_JOIN
                            .with("genericIds", maps.genericIds())
                            .with("alias", alias)
                            .with("type", quoted(type))
                            .with("id", quoted(column))
                            .sql());
            values.put(column, "coalesce(%s.now::%s, %s)".formatted(alias, table.type(column), values.get(column)));
        }
    }
}
