package org.edms.backup.engine.catalog.ddl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Tables with their columns: ordinary, partitioned, inherited, unlogged, typed and foreign tables. */
final class Tables implements ObjectFamily {

    private static final String QUERY = """
            SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name,
                   quote_ident(pg_get_userbyid(c.relowner)) AS owner, c.relkind, c.relpersistence, c.relispartition,
                   CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
                   CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
                   ARRAY(SELECT format('%I.%I', pn.nspname, p.relname)
                         FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                         JOIN pg_namespace pn ON pn.oid = p.relnamespace
                         WHERE i.inhrelid = c.oid AND NOT c.relispartition ORDER BY i.inhseqno) AS parents,
                   array_to_string(
                       ARRAY(SELECT o FROM unnest(c.reloptions) o WHERE :documented(o))
                       || ARRAY(SELECT 'toast.' || o FROM pg_class t, unnest(t.reloptions) o
                                WHERE t.oid = c.reltoastrelid AND :documented(o)),
                       ', ') AS options,
                   (SELECT am.amname FROM pg_am am WHERE am.oid = c.relam AND am.amname <> 'heap') AS method,
                   CASE WHEN c.relkind <> 'f' THEN CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' END END
                       AS replica_identity,
                   (SELECT quote_ident(s.srvname) FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
                    WHERE f.ftrelid = c.oid) AS server,
                   (SELECT string_agg(format('%I %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
                    FROM pg_foreign_table f, unnest(f.ftoptions) o WHERE f.ftrelid = c.oid) AS foreign_options,
                   c.relrowsecurity, c.relforcerowsecurity
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 2
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        Map<Long, List<ColumnDdl>> columns = ColumnDdl.read(catalog);
        return catalog.list(
                StorageParameters.complete(QUERY),
                row -> table(row, columns.getOrDefault(row.getLong("oid"), List.of())));
    }

    private static DdlObject table(ResultSet row, List<ColumnDdl> columns) throws SQLException {
        String name = row.getString("name");
        String kind = row.getString("relkind").equals("f") ? "FOREIGN TABLE" : "TABLE";
        List<String> statements = new ArrayList<>();
        statements.add(create(row, kind, name, columns));
        for (ColumnDdl column : columns) {
            column.settings(row.getString("of_type") != null)
                    .forEach(setting -> statements.add(
                            "ALTER %s ONLY %s ALTER COLUMN %s %s".formatted(kind, name, column.name(), setting)));
        }
        if (row.getString("replica_identity") != null) {
            statements.add(
                    "ALTER TABLE ONLY %s REPLICA IDENTITY %s".formatted(name, row.getString("replica_identity")));
        }
        if (row.getBoolean("relrowsecurity")) {
            statements.add("ALTER TABLE %s ENABLE ROW LEVEL SECURITY".formatted(name));
        }
        if (row.getBoolean("relforcerowsecurity")) {
            statements.add("ALTER TABLE ONLY %s FORCE ROW LEVEL SECURITY".formatted(name));
        }
        return new DdlObject(
                new ObjectId("pg_class", row.getLong("oid")),
                Section.BEFORE_DATA,
                kind,
                name,
                row.getString("owner"),
                statements);
    }

    private static String create(ResultSet row, String kind, String name, List<ColumnDdl> columns) throws SQLException {
        boolean partition = row.getBoolean("relispartition");
        StringBuilder sql = new StringBuilder("CREATE ")
                .append(row.getString("relpersistence").equals("u") ? "UNLOGGED " : "")
                .append(kind)
                .append(' ')
                .append(name);
        if (row.getString("of_type") == null) {
            StringJoiner list = new StringJoiner(",\n    ", " (\n    ", "\n)").setEmptyValue(" ()");
            columns.stream()
                    .filter(column -> column.local() || partition)
                    .forEach(column -> list.add(column.definition()));
            sql.append(list);
        } else {
            sql.append(" OF ").append(row.getString("of_type"));
        }
        List<String> parents = CatalogQuery.strings(row, "parents");
        if (!parents.isEmpty()) {
            sql.append("\nINHERITS (").append(String.join(", ", parents)).append(')');
        }
        append(sql, "\nPARTITION BY ", row.getString("partition_key"), "");
        append(sql, "\nUSING ", row.getString("method"), "");
        append(sql, "\nSERVER ", row.getString("server"), "");
        append(sql, "\nOPTIONS (", row.getString("foreign_options"), ")");
        append(sql, "\nWITH (", row.getString("options"), ")");
        return sql.toString();
    }

    private static void append(StringBuilder sql, String before, String value, String after) {
        if (value != null && !value.isEmpty()) {
            sql.append(before).append(value).append(after);
        }
    }
}
