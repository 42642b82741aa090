package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** The current values of sequences. */
final class SequenceValues {

    private static final String SEQUENCES = """
            SELECT format('%I.%I', n.nspname, c.relname) AS name
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 1
            """;

    private SequenceValues() {}

    static List<DdlStatement> read(CatalogQuery catalog) throws SQLException {
        List<DdlStatement> values = new ArrayList<>();
        for (String name : catalog.list(SEQUENCES, row -> row.getString("name"))) {
            String call = catalog.scalar("SELECT format('SELECT pg_catalog.setval(%L, %s, %L)', '"
                    + name.replace("'", "''") + "', last_value, is_called) FROM " + name);
            values.add(new DdlStatement(Section.AFTER_DATA, "SEQUENCE VALUE", name, call));
        }
        return values;
    }
}
