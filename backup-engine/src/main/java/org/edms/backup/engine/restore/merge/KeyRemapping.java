package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;

/**
 * The rows of a staged table as the target would have them: foreign keys sent through the maps of the tables that they point
 * to. The staged row is called {@code s}, and what is known of it {@code i}.
 *
 * @param values for each column, an expression
 * @param from what follows FROM
 */
record KeyRemapping(Map<String, String> values, String from) {

    /** Of the staged rows alone: what names a row in this system is as the package has it, but for foreign keys. */
    static KeyRemapping ofStaged(StagedTable table, Maps maps) {
        return new Builder(table, maps).build(false);
    }

    /** With what is known of each row. */
    static KeyRemapping ofIdentified(StagedTable table, Maps maps) {
        return new Builder(table, maps).build(table.mapped());
    }

    String value(String column) {
        return values.get(column);
    }

    /** That a row of the target, {@code t}, has the key of a staged one, {@code s}; a row above it is the one that was found for it. */
    String keyEquality(StagedTable table, List<String> key) {
        StagedTable.Link above = table.links().stream()
                .filter(link -> table.equals(link.staged()))
                .filter(link -> link.columns().stream().anyMatch(key::contains))
                .findFirst()
                .orElse(null);
        List<String> conditions = new ArrayList<>();
        for (String column : key) {
            if (above == null || !above.columns().contains(column)) {
                conditions.add("t.%s = %s".formatted(quoted(column), value(column)));
                continue;
            }
            int position = above.columns().indexOf(column);
            String referenced = above.referenced().get(position);
            conditions.add(
                    "(s.%1$s IS NULL AND t.%1$s IS NULL OR t.%1$s = (SELECT p.%3$s FROM %2$s p WHERE p.%4$s = s.%1$s))"
                            .formatted(
                                    quoted(column),
                                    table.map(),
                                    StagedTable.now(referenced),
                                    StagedTable.old(referenced)));
        }
        return String.join(" AND ", conditions);
    }

    /**
     * What all translations need to know.
     *
     * @param genericMoves the table of numbers that generic references name, quoted; null while there is none
     */
    record Maps(EdmsModel model, String genericMoves) {

        Optional<String> genericId(TableModel meaning, String column) {
            return genericMoves == null || model.genericTypes() == null
                    ? Optional.empty()
                    : meaning.genericReferences().stream()
                            .filter(reference -> reference.id().equals(column))
                            .map(TableModel.GenericReference::type)
                            .findFirst();
        }
    }

    /** The table whose rows name types, if the package has it. */
    static StagedTable types(EdmsModel model, List<StagedTable> tables) {
        return tables.stream()
                .filter(table -> model.genericTypes() != null
                        && table.target()
                                .tableName()
                                .equals(new Table.Name(
                                        model.schema(), model.genericTypes().table())))
                .findFirst()
                .orElse(null);
    }

    /** The name of a type. */
    static String label(EdmsModel.GenericTypes types, String alias) {
        return types.label().stream()
                .map(column -> alias + "." + quoted(column))
                .collect(Collectors.joining(" || '.' || "));
    }

    /** The names of the types whose rows a table holds, as literals; empty when it has none. */
    static String namesOf(EdmsModel model, StagedTable table) {
        return model.genericTypes().tables().entrySet().stream()
                .filter(type -> table.target().tableName().equals(new Table.Name(model.schema(), type.getValue())))
                .map(type -> Sql.literal(type.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** The table that a type means, if the package has its rows and one number tells them apart. */
    static StagedTable named(String type, StagedTable types, EdmsModel model, List<StagedTable> tables) {
        return tables.stream()
                .filter(table -> table.target()
                        .tableName()
                        .equals(new Table.Name(
                                types.target().schema(),
                                model.genericTypes().tables().get(type))))
                .filter(table -> table.target().primaryKey() != null
                        && table.target().primaryKey().columns().size() == 1
                        && table.has(table.target().primaryKey().columns().get(0)))
                .findFirst()
                .orElse(null);
    }

    private static final class Builder {

        private final StagedTable table;
        private final Maps maps;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final StringBuilder from = new StringBuilder();

        Builder(StagedTable table, Maps maps) {
            this.table = table;
            this.maps = maps;
        }

        KeyRemapping build(boolean identified) {
            from.append(table.staging()).append(" s");
            if (identified) {
                from.append(" JOIN %s i ON i.%s = s.%s".formatted(table.map(), StagedTable.ROW, StagedTable.ROW));
            }
            table.columns().forEach(column -> values.put(column, plain(column)));
            for (int number = 0; number < table.links().size(); number++) {
                translate(table.links().get(number), "m" + number);
            }
            int generic = 0;
            for (String column : table.columns()) {
                Optional<String> type = maps.genericId(table.meaning(), column);
                if (type.isPresent()) {
                    translateGeneric(column, type.get(), "g" + generic++);
                }
            }
            if (identified) {
                table.mobile().forEach(column -> values.put(column, "i." + StagedTable.now(column)));
            }
            return new KeyRemapping(values, from.toString());
        }

        private String plain(String column) {
            String value = "s." + quoted(column);
            String onNull = table.meaning().onNull().get(column);
            return onNull == null
                    ? value
                    : "coalesce(%s, %s::%s)".formatted(value, Sql.literal(onNull), table.type(column));
        }

        private void translate(StagedTable.Link link, String alias) {
            StagedTable parent = link.staged();
            boolean same = parent == null
                    || link.referenced().stream().noneMatch(parent.moved()::contains)
                    || !table.columns().containsAll(link.columns());
            if (same) {
                return;
            }
            String condition = IntStream.range(0, link.columns().size())
                    .mapToObj(i -> "%s.%s = s.%s"
                            .formatted(
                                    alias,
                                    StagedTable.old(link.referenced().get(i)),
                                    quoted(link.columns().get(i))))
                    .collect(Collectors.joining(" AND "));
            from.append("\nLEFT JOIN %s %s ON %s.moved AND %s".formatted(parent.map(), alias, alias, condition));
            for (int i = 0; i < link.columns().size(); i++) {
                String column = link.columns().get(i);
                values.put(
                        column,
                        "CASE WHEN %s.%s IS NULL THEN %s ELSE %s.%s END"
                                .formatted(
                                        alias,
                                        StagedTable.ROW,
                                        values.get(column),
                                        alias,
                                        StagedTable.now(link.referenced().get(i))));
            }
        }

        private void translateGeneric(String column, String type, String alias) {
            from.append("\nLEFT JOIN %s %s ON %s.type = s.%s::text AND %s.old = s.%s::text"
                    .formatted(maps.genericMoves(), alias, alias, quoted(type), alias, quoted(column)));
            values.put(column, "coalesce(%s.now::%s, %s)".formatted(alias, table.type(column), values.get(column)));
        }
    }
}
