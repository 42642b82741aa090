package org.edms.backup.engine.catalog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.edms.backup.engine.catalog.ddl.DdlStatement;
import org.edms.backup.engine.catalog.table.Table;

/**
 * The contents of a database except its rows.
 *
 * @param serverVersion as {@code server_version} has it
 * @param ddl the statements that make it again, in their order
 */
public record Catalog(
        String database,
        String serverVersion,
        String encoding,
        String collation,
        List<Table> tables,
        List<DdlStatement> ddl) {

    /** The member of a package that holds it. */
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
