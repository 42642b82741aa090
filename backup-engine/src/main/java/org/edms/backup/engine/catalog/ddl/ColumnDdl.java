package org.edms.backup.engine.catalog.ddl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/**
 * A column of a table, as in the statement that creates the table. The default is not included, because it may need a function or
 * a sequence that in turn needs the table.
 *
 * <p>Only the options that PostgreSQL documents are written. Some builds add options of their own to every column, which no other
 * server accepts.
 *
 * @param name the quoted name
 * @param local whether the table defines the column itself and does not only inherit it
 * @param definition the column in {@code CREATE TABLE}
 * @param notNull whether an unnamed constraint rejects NULL
 * @param settings the settings for {@code ALTER COLUMN}
 */
record ColumnDdl(long table, String name, boolean local, String definition, boolean notNull, List<String> settings) {

    private static final String QUERY = """
            SELECT a.attrelid, quote_ident(a.attname) AS name, a.attislocal,
                   format_type(a.atttypid, a.atttypmod) AS type,
                   CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0
                        THEN (SELECT format('%I.%I', cn.nspname, co.collname)
                              FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                              WHERE co.oid = a.attcollation) END AS collation,
                   CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS generated,
                   CASE a.attgenerated WHEN 'v' THEN '' ELSE ' STORED' END AS generated_how,
                   CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
                   (SELECT format('SEQUENCE NAME %I.%I START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s',
                                  sn.nspname, sc.relname, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
                                  CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)
                    FROM pg_depend own JOIN pg_class sc ON sc.oid = own.objid AND sc.relkind = 'S'
                    JOIN pg_namespace sn ON sn.oid = sc.relnamespace JOIN pg_sequence s ON s.seqrelid = sc.oid
                    WHERE own.classid = 'pg_class'::regclass AND own.refclassid = 'pg_class'::regclass
                      AND own.refobjid = a.attrelid AND own.refobjsubid = a.attnum AND own.deptype = 'i') AS sequence,
                   a.attnotnull, :not_null AS not_null,
                   CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
                   CASE WHEN a.attstorage <> t.typstorage
                        THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'
                                               ELSE 'EXTENDED' END END AS storage,
                   :compression AS compression,
                   (SELECT string_agg(o, ', ') FROM unnest(a.attoptions) o
                    WHERE split_part(o, '=', 1) IN ('n_distinct', 'n_distinct_inherited')) AS options,
                   (SELECT string_agg(format('%I %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
                    FROM unnest(a.attfdwoptions) o) AS foreign_options
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.relkind IN ('r', 'p', 'f') AND n.oid = :schemas AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    private static final String NAMED_NOT_NULL = """
            (SELECT format('CONSTRAINT %I NOT NULL%s', k.conname, CASE WHEN k.connoinherit THEN ' NO INHERIT' ELSE '' END)
             FROM pg_constraint k
             WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum AND k.convalidated
               AND (k.conislocal OR c.relispartition))
            """;

    static Map<Long, List<ColumnDdl>> read(CatalogQuery catalog) throws SQLException {
        String compression =
                catalog.since(14) ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END" : "NULL";
        String query = QUERY.replace(":compression", compression)
                .replace(":not_null", catalog.since(18) ? NAMED_NOT_NULL : "NULL");
        boolean constraintsHaveNames = catalog.since(18);
        return catalog.list(query, row -> column(row, constraintsHaveNames)).stream()
                .collect(Collectors.groupingBy(ColumnDdl::table));
    }

    private static ColumnDdl column(ResultSet row, boolean constraintsHaveNames) throws SQLException {
        boolean notNull = row.getBoolean("attnotnull") && !constraintsHaveNames;
        String named = row.getString("not_null");
        StringBuilder definition = new StringBuilder(row.getString("name") + " " + row.getString("type"));
        append(definition, " COLLATE ", row.getString("collation"), "");
        append(definition, " GENERATED ALWAYS AS (", row.getString("generated"), ")" + row.getString("generated_how"));
        if (row.getString("sequence") != null) {
            definition
                    .append(" GENERATED ")
                    .append(row.getString("identity"))
                    .append(" AS IDENTITY (")
                    .append(row.getString("sequence"))
                    .append(')');
        }
        append(definition, " ", notNull ? "NOT NULL" : named, "");
        List<String> settings = new ArrayList<>();
        if (notNull && !row.getBoolean("attislocal")) {
            settings.add("SET NOT NULL");
        }
        setting(settings, "SET STATISTICS %s", row.getString("statistics"));
        setting(settings, "SET STORAGE %s", row.getString("storage"));
        setting(settings, "SET COMPRESSION %s", row.getString("compression"));
        setting(settings, "SET (%s)", row.getString("options"));
        setting(settings, "OPTIONS (%s)", row.getString("foreign_options"));
        return new ColumnDdl(
                row.getLong("attrelid"),
                row.getString("name"),
                row.getBoolean("attislocal"),
                definition.toString(),
                notNull,
                settings);
    }

    /** @param ofType whether the table takes its columns from a type, which does not declare NOT NULL */
    List<String> settings(boolean ofType) {
        if (!ofType || !notNull || settings.contains("SET NOT NULL")) {
            return settings;
        }
        List<String> all = new ArrayList<>(settings);
        all.add("SET NOT NULL");
        return all;
    }

    private static void append(StringBuilder sql, String before, String value, String after) {
        if (value != null) {
            sql.append(before).append(value).append(after);
        }
    }

    private static void setting(List<String> settings, String form, String value) {
        if (value != null) {
            settings.add(form.formatted(value));
        }
    }
}
