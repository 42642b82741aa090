package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;

/** How the fields of a table's rows are rewritten on their way into the target: what {@link KeyRemapping} says in SQL. */
final class RowRewriter {

    private final StagedTable table;
    private final List<StagedTable> tables;
    private final EdmsModel model;
    private final Sql sql;
    private final List<String> columns;
    private final Map<Integer, RewrittenRows.Field> fields = new TreeMap<>();
    private final Map<List<String>, Map<String, String>> maps = new HashMap<>();

    RowRewriter(StagedTable table, List<StagedTable> tables, EdmsModel model, Sql sql) {
        this.table = table;
        this.tables = tables;
        this.model = model;
        this.sql = sql;
        this.columns = table.packaged();
    }

    /** By the places of the columns. */
    Map<Integer, RewrittenRows.Field> fields() throws IOException, SQLException {
        for (StagedTable.Link link : table.links()) {
            reference(link);
        }
        StagedTable types = KeyRemapping.types(model, tables);
        for (TableModel.GenericReference reference : table.meaning().genericReferences()) {
            if (types != null && table.has(reference.type()) && table.has(reference.id())) {
                generic(reference, types);
            }
        }
        table.meaning().onNull().forEach((column, value) -> {
            int place = columns.indexOf(column);
            if (place >= 0) {
                fields.put(place, row -> {
                    if (!row.field(place).equals(RewrittenRows.NULL)) {
                        return null;
                    }
                    table.substitutes(column);
                    return value;
                });
            }
        });
        return fields;
    }

    private void reference(StagedTable.Link link) throws IOException, SQLException {
        int place = columns.indexOf(link.columns().get(0));
        StagedTable parent = link.staged();
        if (parent == null && ReferenceResolver.meansNothingElsewhere(link)) {
            fields.put(place, row -> sent(Map.of(), row.field(place)));
        }
        if (parent != null && parent.mapped()) {
            Map<String, String> map = map(parent, link.referenced().get(0));
            fields.put(place, row -> sent(map, row.field(place)));
        }
    }

    private static String sent(Map<String, String> map, String old) throws StagingNeeded {
        if (old.equals(RewrittenRows.NULL)) {
            return null;
        }
        String now = map.get(old);
        if (now == null) {
            throw new StagingNeeded(old + " points to nothing");
        }
        return now;
    }

    /** What is named by a row that the package does not hold stays as it is, and is counted. */
    private void generic(TableModel.GenericReference reference, StagedTable types) throws IOException, SQLException {
        Map<String, Map<String, String>> mapOfType = new HashMap<>();
        for (List<String> type : sql.list(
                "SELECT l.%1$s::text, %2$s FROM %3$s l WHERE %2$s IS NOT NULL"
                        .formatted(
                                quoted(types.target().primaryKey().columns().get(0)),
                                KeyRemapping.label(model.genericTypes(), "l"),
                                types.staging()),
                row -> List.of(row.getString(1), row.getString(2)))) {
            StagedTable named = KeyRemapping.named(type.get(1), types, model, tables);
            if (named == null || named.mapped()) {
                Table.Key key = named == null ? null : named.target().primaryKey();
                mapOfType.put(
                        type.get(0),
                        key == null ? Map.of() : map(named, key.columns().get(0)));
            }
        }
        int typePlace = columns.indexOf(reference.type());
        int place = columns.indexOf(reference.id());
        fields.put(place, row -> {
            Map<String, String> map = mapOfType.get(row.field(typePlace));
            String old = map == null ? RewrittenRows.NULL : row.field(place);
            if (old.isEmpty() || old.equals(RewrittenRows.NULL)) {
                return null;
            }
            String now = map.get(old);
            if (now == null) {
                table.namesUnknown(reference);
            }
            return RewrittenRows.NULL.equals(now) ? null : now;
        });
    }

    /** A table's map for one column, as COPY writes it. */
    private Map<String, String> map(StagedTable mapped, String column) throws IOException, SQLException {
        List<String> name = List.of(mapped.map(), column);
        if (maps.containsKey(name)) {
            return maps.get(name);
        }
        Map<String, String> map = new HashMap<>();
        maps.put(name, map);
        sql.copyOut(
                "COPY (SELECT %s, %s FROM %s) TO STDOUT"
                        .formatted(StagedTable.old(column), StagedTable.now(column), mapped.map()),
                row -> {
                    String[] pair = new String(row, 0, row.length - 1, StandardCharsets.ISO_8859_1).split("\t", -1);
                    map.put(pair[0], pair[1]);
                });
        return map;
    }
}
