package org.edms.backup.engine.catalog.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the tables with their columns and keys. */
public final class TableCatalog {

    /** For extensions, includes only the tables whose rows the extension declares to be user data. */
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, rn.nspname AS root_schema, r.relname AS root_name, pg_table_size(c.oid) AS bytes,
                   pg_relation_size(c.oid) / current_setting('block_size')::bigint AS pages,
                   (SELECT e.extcondition[array_position(e.extconfig, c.oid)]
                    FROM pg_extension e WHERE c.oid = ANY (e.extconfig)) AS extension_filter
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_class r ON c.relispartition AND r.oid = pg_partition_root(c.oid)
            LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
            WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
              AND (n.oid = :schemas AND :own(pg_class, c.oid)
                   OR EXISTS (SELECT FROM pg_extension e WHERE c.oid = ANY (e.extconfig)))
            ORDER BY n.nspname, c.relname
            """;

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
                   CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default_value,
                   a.attgenerated <> '' AS generated,
                   CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.relkind IN ('r', 'p', 'f') AND c.relnamespace <> 'pg_catalog'::regnamespace
              AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    /** Expression indexes are not keys. Of the partial indexes, some identify every row, or every row with NULL in a column. */
    private static final String KEYS = """
            SELECT i.indrelid, x.relname, i.indisprimary, pg_get_expr(i.indpred, i.indrelid) AS condition,
                   ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, position)
                         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                         WHERE k.position <= i.indnkeyatts ORDER BY k.position) AS columns
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
            WHERE i.indisunique AND i.indisvalid AND i.indexprs IS NULL
              AND x.relnamespace <> 'pg_catalog'::regnamespace
            ORDER BY i.indrelid, x.relname
            """;

    /** Foreign keys that partitions inherit from their table are not repeated. */
    private static final String FOREIGN_KEYS = """
            SELECT k.conrelid, k.conname, n.nspname, c.relname, k.condeferrable, k.convalidated,
                   ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(number, position)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
                         ORDER BY u.position) AS columns,
                   ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(number, position)
                         JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
                         ORDER BY u.position) AS referenced
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f' AND k.conparentid = 0
            ORDER BY k.conrelid, k.conname
            """;

    private record OfTable<T>(long table, boolean primary, T value) {}

    /** @param condition empty for an index with any other condition than NULLs */
    private record UniqueIndex(String name, List<String> columns, Optional<IndexCondition> condition) {

        boolean isKey() {
            return condition.filter(rows -> rows.coversAll(columns)).isPresent();
        }

        Table.Key key() {
            return new Table.Key(name, columns);
        }

        Stream<Table.PartialKey> partialKey() {
            return condition.filter(rows -> rows.coversNulls(columns)).stream()
                    .map(rows -> new Table.PartialKey(name, columns, rows.nulls()));
        }
    }

    private TableCatalog() {}

    public static List<Table> read(CatalogQuery catalog) throws SQLException {
        Map<Long, List<OfTable<Table.Column>>> columns = byTable(catalog.list(COLUMNS, TableCatalog::column));
        Map<Long, List<OfTable<UniqueIndex>>> keys = byTable(catalog.list(KEYS, TableCatalog::key));
        Map<Long, List<OfTable<Table.ForeignKey>>> foreignKeys =
                byTable(catalog.list(FOREIGN_KEYS, TableCatalog::foreignKey));
        return catalog.list(TABLES, row -> {
            long id = row.getLong("oid");
            List<OfTable<UniqueIndex>> all = keys.getOrDefault(id, List.of());
            return new Table(
                    row.getString("nspname"),
                    row.getString("relname"),
                    kind(row.getString("relkind")),
                    values(columns.getOrDefault(id, List.of())),
                    all.stream()
                            .filter(OfTable::primary)
                            .map(key -> key.value().key())
                            .findFirst()
                            .orElse(null),
                    all.stream()
                            .filter(key -> !key.primary() && key.value().isKey())
                            .map(key -> key.value().key())
                            .toList(),
                    all.stream().flatMap(key -> key.value().partialKey()).toList(),
                    values(foreignKeys.getOrDefault(id, List.of())),
                    row.getString("root_name") == null
                            ? null
                            : new Table.Name(row.getString("root_schema"), row.getString("root_name")),
                    new Table.Here(id, row.getLong("bytes"), row.getLong("pages"), row.getString("extension_filter")));
        });
    }

    private static Table.Kind kind(String relkind) {
        return switch (relkind) {
            case "p" -> Table.Kind.PARTITIONED;
            case "f" -> Table.Kind.FOREIGN;
            default -> Table.Kind.ORDINARY;
        };
    }

    private static OfTable<Table.Column> column(ResultSet row) throws SQLException {
        return new OfTable<>(
                row.getLong("attrelid"),
                false,
                new Table.Column(
                        row.getString("attname"),
                        row.getString("type"),
                        row.getBoolean("attnotnull"),
                        row.getString("default_value"),
                        row.getBoolean("generated"),
                        row.getString("identity")));
    }

    private static OfTable<UniqueIndex> key(ResultSet row) throws SQLException {
        return new OfTable<>(
                row.getLong("indrelid"),
                row.getBoolean("indisprimary"),
                new UniqueIndex(
                        row.getString("relname"),
                        CatalogQuery.strings(row, "columns"),
                        IndexCondition.parse(row.getString("condition"))));
    }

    private static OfTable<Table.ForeignKey> foreignKey(ResultSet row) throws SQLException {
        return new OfTable<>(
                row.getLong("conrelid"),
                false,
                new Table.ForeignKey(
                        row.getString("conname"),
                        CatalogQuery.strings(row, "columns"),
                        row.getString("nspname"),
                        row.getString("relname"),
                        CatalogQuery.strings(row, "referenced"),
                        row.getBoolean("condeferrable"),
                        row.getBoolean("convalidated")));
    }

    private static <T> Map<Long, List<OfTable<T>>> byTable(List<OfTable<T>> all) {
        return all.stream().collect(Collectors.groupingBy(OfTable::table));
    }

    private static <T> List<T> values(List<OfTable<T>> all) {
        return all.stream().map(OfTable::value).toList();
    }
}
