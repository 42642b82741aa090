package org.edms.backup.engine.references;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;

/**
 * Ids in a text that are always the id of the same row, or of the row that it references, as in the name of a file. A natural key
 * with the same digits explains them too, and then they are no ids.
 */
final class RowCorrelation {

    private static final int FEWEST_ROWS = 5;
    private static final double NEARLY_ALL = 0.95;

    /** The column whose value is in the text, and the key that it belongs to. */
    record Column(String name, Table.Name table, String key) {}

    private RowCorrelation() {}

    static Optional<Column> of(IdOccurrences place) {
        if (place.rows().size() < FEWEST_ROWS || place.values().size() < FEWEST_ROWS || isPartOfNaturalKey(place)) {
            return Optional.empty();
        }
        return columns(place.sample().table()).stream()
                .filter(column -> repeats(place, column.name()))
                .findFirst();
    }

    private static List<Column> columns(Table table) {
        List<Column> columns = new ArrayList<>();
        if (table.primaryKey() != null && table.primaryKey().columns().size() == 1) {
            String id = table.primaryKey().columns().get(0);
            columns.add(new Column(id, table.tableName(), id));
        }
        for (Table.ForeignKey key : table.foreignKeys()) {
            if (key.columns().size() == 1) {
                columns.add(new Column(
                        key.columns().get(0),
                        key.target(),
                        key.referencedColumns().get(0)));
            }
        }
        return columns;
    }

    private static boolean repeats(IdOccurrences place, String column) {
        long equal = place.rows().entrySet().stream()
                .filter(row -> {
                    String value = place.sample().value(row.getKey(), column);
                    return value != null && row.getValue().contains(value);
                })
                .count();
        return equal >= NEARLY_ALL * place.rows().size();
    }

    private static boolean isPartOfNaturalKey(IdOccurrences place) {
        Table table = place.sample().table();
        return table.uniqueKeys().stream()
                .flatMap(key -> key.columns().stream())
                .distinct()
                .filter(column -> !column.equals(place.place().column()))
                .filter(column -> ColumnKind.of(table.column(column).orElseThrow()) == ColumnKind.TEXT)
                .anyMatch(column -> isIn(place, column));
    }

    private static boolean isIn(IdOccurrences place, String column) {
        long explained = place.rows().entrySet().stream()
                .filter(row -> {
                    String text = place.sample().value(row.getKey(), column);
                    return text != null && digits(text).stream().anyMatch(row.getValue()::contains);
                })
                .count();
        return explained >= NEARLY_ALL * place.rows().size();
    }

    private static Set<String> digits(String text) {
        return Set.copyOf(TextIds.parts(text).stream().map(PlaceScanner::plain).toList());
    }
}
