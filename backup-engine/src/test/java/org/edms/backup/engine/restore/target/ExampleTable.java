package org.edms.backup.engine.restore.target;

import java.util.List;
import org.edms.backup.engine.catalog.table.Table;

/** A table whose statements are readable. */
final class ExampleTable {

    private ExampleTable() {}

    static Table named(String name) {
        return new Table(
                "public",
                name,
                Table.Kind.ORDINARY,
                List.of(new Table.Column("id", "integer", true, null, false, "BY DEFAULT")),
                null,
                List.of(),
                List.of(),
                null,
                null);
    }
}
