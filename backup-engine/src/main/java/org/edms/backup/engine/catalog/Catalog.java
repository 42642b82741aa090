package org.edms.backup.engine.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.edms.backup.engine.catalog.ddl.DdlStatement;
import org.edms.backup.engine.catalog.table.Table;

/**
 * The contents of a database except its rows.
 *
 * @param serverVersion the version in the format of {@code server_version}
 * @param ddl the statements that recreate the database, in order
 */
public record Catalog(
        String database,
        String serverVersion,
        String encoding,
        String collation,
        List<Table> tables,
        List<DdlStatement> ddl) {

    public Catalog {
        Objects.requireNonNull(database);
        tables = List.copyOf(tables);
        ddl = List.copyOf(ddl);
    }

    public Optional<Table> table(String schema, String name) {
        return tables.stream()
                .filter(table -> table.schema().equals(schema) && table.name().equals(name))
                .findFirst();
    }
}
