package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.packagedKey;
import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/** How the fields of streamed rows change on their way into the target: the same that {@link KeyRemapping} does in SQL. */
final class FieldRewrites {

    private static final SqlTemplate TYPES =
            SqlTemplate.of("SELECT l.:key::text, :label FROM :types l WHERE :label IS NOT NULL");

    private static final SqlTemplate KEY_MAP =
            SqlTemplate.of("COPY (SELECT :packagedKey, :targetKey FROM :keyMap) TO STDOUT");

    private final StagedTable table;
    private final KeyMaps maps;
    private final Sql sql;
    private final Map<Integer, RewritingInputStream.Field> fields = new TreeMap<>();
    private final Map<List<String>, Map<String, String>> keyMaps = new HashMap<>();
    private final Map<TableModel.GenericReference, Long> unknownGenericIds = new HashMap<>();
    private final Map<String, Long> replacedNulls = new HashMap<>();

    private FieldRewrites(StagedTable table, KeyMaps maps, Sql sql) {
        this.table = table;
        this.maps = maps;
        this.sql = sql;
    }

    static FieldRewrites of(StagedTable table, KeyMaps maps, Sql sql) throws SQLException {
        FieldRewrites rewrites = new FieldRewrites(table, maps, sql);
        for (PlannedTable.ParentReference reference : table.parents()) {
            rewrites.remap(reference);
        }
        Optional<MatchedTable> types = maps.generic().typeTable(maps.tables());
        for (TableModel.GenericReference reference :
                table.meaning().references().generic()) {
            if (types.isPresent() && table.has(reference.type()) && table.has(reference.id())) {
                rewrites.remap(reference, types.get());
            }
        }
        table.meaning().onNull().forEach(rewrites::replaceNull);
        return rewrites;
    }

    /** The fields that may change, by their positions in a row. */
    Map<Integer, RewritingInputStream.Field> byPosition() {
        return fields;
    }

    /** What has been counted by now. */
    StreamedTables.Rows result(long checksum) {
        return new StreamedTables.Rows(checksum, unknownGenericIds, replacedNulls);
    }

    private int position(String column) {
        return table.packagedColumns().indexOf(column);
    }

    private void remap(PlannedTable.ParentReference reference) throws SQLException {
        int position = position(reference.columns().get(0));
        Optional<MatchedTable> parent = maps.tables().parent(reference);
        if (parent.isEmpty() && reference.isMeaninglessElsewhere()) {
            fields.put(position, row -> targetOf(row.field(position), Map.of()));
        }
        if (parent.isPresent() && parent.get().hasKeyMap()) {
            Map<String, String> keyMap =
                    keyMap(parent.get(), reference.referencedColumns().get(0));
            fields.put(position, row -> targetOf(row.field(position), keyMap));
        }
    }

    private static String targetOf(String packaged, Map<String, String> keyMap) throws StagingRequiredException {
        if (packaged.equals(RewritingInputStream.NULL)) {
            return null;
        }
        String target = keyMap.get(packaged);
        if (target == null) {
            throw new StagingRequiredException("reference " + packaged + " is unresolved");
        }
        return target;
    }

    /** An id of a row that the package does not have stays unchanged and is counted. */
    private void remap(TableModel.GenericReference reference, MatchedTable types) throws SQLException {
        Map<String, Map<String, String>> keyMapOfType = keyMapsOfTypes(types);
        int typePosition = position(reference.type());
        int position = position(reference.id());
        fields.put(position, row -> {
            Map<String, String> keyMap = keyMapOfType.get(row.field(typePosition));
            String packaged = keyMap == null ? RewritingInputStream.NULL : row.field(position);
            if (packaged.isEmpty() || packaged.equals(RewritingInputStream.NULL)) {
                return null;
            }
            String target = keyMap.get(packaged);
            if (target == null) {
                unknownGenericIds.merge(reference, 1L, Long::sum);
            }
            return RewritingInputStream.NULL.equals(target) ? null : target;
        });
    }

    /** For each type id of the package, the key map of its table; empty if the package lacks the table. */
    private Map<String, Map<String, String>> keyMapsOfTypes(MatchedTable types) throws SQLException {
        Map<String, Map<String, String>> keyMapOfType = new HashMap<>();
        for (List<String> type :
                sql.list(types(types, maps.generic()), row -> List.of(row.getString(1), row.getString(2)))) {
            Optional<MatchedTable> named = maps.generic().tableOf(type.get(1), maps.tables());
            if (named.isEmpty()) {
                keyMapOfType.put(type.get(0), Map.of());
            } else if (named.get().hasKeyMap()) {
                keyMapOfType.put(
                        type.get(0),
                        keyMap(named.get(), named.get().primaryKey().get(0)));
            }
        }
        return keyMapOfType;
    }

    private void replaceNull(String column, String value) {
        int position = position(column);
        if (position >= 0) {
            fields.put(position, row -> {
                if (!row.field(position).equals(RewritingInputStream.NULL)) {
                    return null;
                }
                replacedNulls.merge(column, 1L, Long::sum);
                return value;
            });
        }
    }

    /** A key map for one column, in the text format of COPY. */
    private Map<String, String> keyMap(MatchedTable parent, String column) throws SQLException {
        List<String> name = List.of(parent.keyMap(), column);
        Map<String, String> known = keyMaps.get(name);
        if (known != null) {
            return known;
        }
        Map<String, String> keyMap = new HashMap<>();
        keyMaps.put(name, keyMap);
        sql.copyOut(copyKeyMap(parent, column), row -> {
            String[] pair = new String(row, 0, row.length - 1, StandardCharsets.ISO_8859_1).split("\t", -1);
            keyMap.put(pair[0], pair[1]);
        });
        return keyMap;
    }

    static String types(StagedTable types, GenericReferences generic) {
        return TYPES.with("key", quoted(types.primaryKey().get(0)))
                .with("label", generic.label("l"))
                .with("types", types.staging())
                .sql();
    }

    static String copyKeyMap(StagedTable table, String column) {
        return KEY_MAP.with("packagedKey", packagedKey(column))
                .with("targetKey", targetKey(column))
                .with("keyMap", table.keyMap())
                .sql();
    }
}
