package org.edms.backup.engine.restore.load;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;
import org.edms.backup.model.restore.Check;

/**
 * Verifies for all rows that foreign keys reference existing rows. The server does not check this while triggers are suspended.
 */
public final class ForeignKeyCheck {

    /** Returns the lowest key that references no row; null if there is none. */
    private static final SqlTemplate ORPHAN = SqlTemplate.of("""
            SELECT min(concat_ws(', ', :columns)) FROM :child c WHERE :complete
            AND NOT EXISTS (SELECT FROM :parent p WHERE :match)
            """);

    private ForeignKeyCheck() {}

    /**
     * Checks every validated foreign key of the written tables, and those of other tables that reference them.
     *
     * @param all the tables of the database, each with its foreign keys
     */
    public static List<Check> check(List<Table> tables, List<Table> all, Sql sql) throws SQLException {
        List<Check> checks = new ArrayList<>();
        Set<Table.Name> written = tables.stream().map(Table::tableName).collect(Collectors.toSet());
        long keys = 0;
        for (Table table : all) {
            for (Table.ForeignKey key : table.foreignKeys()) {
                Table parent = all.stream().filter(key::pointsTo).findFirst().orElse(null);
                boolean touched = parent != null && (written.contains(table.root()) || written.contains(parent.root()));
                if (!touched || !key.validated()) {
                    continue;
                }
                keys++;
                String orphan = sql.text(orphan(table, key, parent));
                if (orphan != null) {
                    checks.add(new Check(
                            "foreign key " + table.qualifiedName() + "." + key.name(),
                            false,
                            orphan + " references no existing row"));
                }
            }
        }
        checks.add(new Check("foreign keys", true, keys + " checked in all rows"));
        return checks;
    }

    static String orphan(Table table, Table.ForeignKey key, Table parent) {
        String complete = key.columns().stream()
                .map(column -> "c." + quoted(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String columns =
                key.columns().stream().map(column -> "c." + quoted(column)).collect(Collectors.joining(", "));
        return ORPHAN.with("columns", columns)
                .with("child", table.scan())
                .with("complete", complete)
                .with("parent", parent.quotedName())
                .with("match", Sql.equality("p", key.referencedColumns(), "c", key.columns()))
                .sql();
    }
}
