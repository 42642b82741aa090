package org.edms.backup.engine.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.edms.backup.engine.catalog.ddl.DdlStatement;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * What a database contains, but for its rows.
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
    public static final String MEMBER = "catalog/catalog.json";

    private static final ObjectMapper JSON = Json.newMapper();

    public Catalog {
        Objects.requireNonNull(database);
        tables = List.copyOf(tables);
        ddl = List.copyOf(ddl);
    }

    /**
     * Reads the catalog of a package.
     *
     * @throws BackupException when it is none
     */
    public static Catalog parse(byte[] json) throws IOException {
        Catalog catalog;
        try {
            catalog = JSON.readValue(json, Catalog.class);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, MEMBER + " cannot be read", e);
        }
        if (catalog == null) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, MEMBER + " holds no catalog");
        }
        return catalog;
    }

    public Optional<Table> table(String schema, String name) {
        return tables.stream()
                .filter(table -> table.schema().equals(schema) && table.name().equals(name))
                .findFirst();
    }
}
