package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.table.Table;

/** Adds the declared references to one table to its foreign keys, so that they count wherever a foreign key counts. */
final class DeclaredForeignKeys {

    private final EdmsModel model;
    private final Map<Table.Name, Table> tables;

    DeclaredForeignKeys(EdmsModel model, Map<Table.Name, Table> tables) {
        this.model = model;
        this.tables = tables;
    }

    Table addTo(Table table) {
        List<Table.ForeignKey> all = new ArrayList<>(table.foreignKeys());
        for (DeclaredReference reference : model.meaning(table).references().declared()) {
            Table referenced = reference
                    .table()
                    .map(name -> tables.get(new Table.Name(model.schema(), name)))
                    .orElse(null);
            boolean possible = referenced != null
                    && table.column(reference.column()).isPresent()
                    && reference.referencedColumn(referenced).isPresent();
            if (possible) {
                all.add(reference.asForeignKey(referenced));
            }
        }
        return all.size() == table.foreignKeys().size() ? table : table.withForeignKeys(all);
    }
}
