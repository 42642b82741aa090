package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.table.Table;

/**
 * The system that a model describes, and how a database of it is recognised.
 *
 * @param name the name and versions, for people
 * @param tables tables that must exist
 * @param columns columns that must exist, each as {@code table.column}
 * @param without columns that must not exist: another version of the system has them
 */
public record DescribedSystem(String name, List<String> tables, List<String> columns, List<String> without) {

    public DescribedSystem {
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        without = List.copyOf(without);
    }

    /** Returns all reasons why a database with these tables is not of this system. */
    List<String> misfits(String schema, Map<String, Table> existing) {
        List<String> misfits = new ArrayList<>();
        for (String table : tables) {
            if (!existing.containsKey(table)) {
                misfits.add("table %s.%s does not exist".formatted(schema, table));
            }
        }
        for (String column : columns) {
            if (tables.contains(tableOf(column)) && !existing.containsKey(tableOf(column))) {
                continue;
            }
            if (!exists(column, existing)) {
                misfits.add("column %s.%s does not exist".formatted(schema, column));
            }
        }
        for (String column : without) {
            if (exists(column, existing)) {
                misfits.add("column %s.%s exists".formatted(schema, column));
            }
        }
        return misfits;
    }

    private static boolean exists(String column, Map<String, Table> existing) {
        Table table = existing.get(tableOf(column));
        return table != null
                && table.column(column.substring(column.indexOf('.') + 1)).isPresent();
    }

    private static String tableOf(String column) {
        return column.substring(0, column.indexOf('.'));
    }
}
