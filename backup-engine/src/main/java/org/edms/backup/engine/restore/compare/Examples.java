package org.edms.backup.engine.restore.compare;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows of one side, as people find and read them. */
final class Examples {

    private static final int MOST_CHARACTERS = 60;
    private static final int MOST_COLUMNS = 4;

    private final RowReading table;
    private final Map<ComparedRow, Example> rows = new HashMap<>();

    /** A row: the values that people find it by, and its references with what they mean. */
    private record Example(String name, List<Reference> references) {}

    private record Reference(String columns, String ids, long meaning) {}

    private Examples(RowReading table) {
        this.table = table;
    }

    static Examples of(
            RowReading table,
            Side side,
            Identities ids,
            List<Difference> differences,
            Function<Difference, ComparedRow> which)
            throws IOException, SQLException {
        Set<ComparedRow> wanted =
                differences.stream().map(which).filter(Objects::nonNull).collect(Collectors.toSet());
        Examples examples = new Examples(table);
        side.read(table.table(), row -> {
            ComparedRow read = table.read(row, ids);
            if (!row.isReferencedOnly() && wanted.contains(read)) {
                examples.rows.putIfAbsent(read, examples.example(row, ids));
            }
        });
        return examples;
    }

    private Example example(CopyRow row, Identities ids) {
        List<Reference> references = table.links().stream()
                .map(link -> new Reference(
                        String.join(", ", link.columns()),
                        link.columns().stream()
                                .map(column -> value(row, column))
                                .collect(Collectors.joining(", ")),
                        link.of(row, ids)))
                .toList();
        return new Example(name(table, row), references);
    }

    /** The values that people find a row by. */
    static String name(RowReading table, CopyRow row) {
        Set<String> columns = new LinkedHashSet<>(table.table().primaryKey());
        columns.addAll(table.keyColumns());
        return columns.stream()
                .filter(table.table()::has)
                .limit(MOST_COLUMNS)
                .map(column -> column + "=" + value(row, column))
                .collect(Collectors.joining(", "));
    }

    private static String value(CopyRow row, String column) {
        String text = String.valueOf(row.text(column));
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }

    /** Says how a row of the package differs from what the database has in its place. */
    Stream<String> compare(Difference difference, Examples database) {
        Example there = rows.get(difference.packaged());
        if (difference.other() == null) {
            return Stream.of("%s: the row with %s in the package has no counterpart in the database"
                    .formatted(table.table().name(), there.name()));
        }
        Example here = database.rows.get(difference.other());
        return IntStream.range(0, there.references().size())
                .filter(i -> there.references().get(i).meaning()
                        != here.references().get(i).meaning())
                .mapToObj(i ->
                        "%s: the row with %s in the package, and with %s in the database: %s is %s in the package and %s in the database, which do not mean the same"
                                .formatted(
                                        table.table().name(),
                                        there.name(),
                                        here.name(),
                                        there.references().get(i).columns(),
                                        there.references().get(i).ids(),
                                        here.references().get(i).ids()));
    }
}
