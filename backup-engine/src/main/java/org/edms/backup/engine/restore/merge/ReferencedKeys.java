package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.merge.StagedTable.packagedKey;
import static org.edms.backup.engine.restore.merge.StagedTable.targetKey;
import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/** Looks up the ids that declared references name, many at once. */
final class ReferencedKeys {

    private static final SqlTemplate MAPPED = SqlTemplate.of("""
            SELECT i.:packagedKey::text, i.:targetKey::text FROM :keyMap i WHERE :isAny AND i.:targetKey IS NOT NULL
            """);

    private static final SqlTemplate UNCHANGED =
            SqlTemplate.of("SELECT p.:column::text, p.:column::text FROM :rows p WHERE :isAny");

    private static final SqlTemplate NEW_IN_TARGET =
            SqlTemplate.of("SELECT i.:targetKey::text FROM :keyMap i WHERE :isAny");

    private final Sql sql;
    private final KeyMaps maps;
    private final boolean streamed;
    private final Set<String> indexed = new HashSet<>();

    /** @param streamed whether streamed rows have been written */
    ReferencedKeys(Sql sql, KeyMaps maps, boolean streamed) {
        this.sql = sql;
        this.maps = maps;
        this.streamed = streamed;
    }

    /** The target's ids of rows, by those that the package uses for them. */
    Map<String, String> find(Destination to, Collection<String> packaged) throws SQLException {
        Set<String> ids = to.canonical(packaged);
        Map<String, String> found = new HashMap<>();
        Optional<MatchedTable> table = maps.tables().find(to.table().tableName());
        if (ids.isEmpty() || (table.isPresent() && !hasColumn(table.get(), to))) {
            return found;
        }
        if (table.isPresent() && table.get().isStreamed() && !streamed) {
            ids.forEach(id -> found.put(id, id));
            return found;
        }
        if (table.isEmpty() && asParent(to).isMeaninglessElsewhere()) {
            return found;
        }
        String query = table.isEmpty() ? unchanged(to, to.table().scan(), ids) : query(table.get(), to, ids);
        sql.list(query, row -> found.put(row.getString(1), row.getString(2)));
        return found;
    }

    private static boolean hasColumn(MatchedTable table, Destination to) {
        return table.hasKeyMap() ? table.remappable().contains(to.column()) : table.has(to.column());
    }

    private String query(MatchedTable table, Destination to, Set<String> ids) throws SQLException {
        if (table.hasKeyMap()) {
            index(table.keyMap(), packagedKey(to.column()));
            return mapped(table, to, ids);
        }
        if (table.isStaged()) {
            index(table.staging(), quoted(to.column()));
        }
        return unchanged(to, table.scanPackagedRows(), ids);
    }

    private void index(String table, String column) throws SQLException {
        if (indexed.add(table + column)) {
            sql.execute("CREATE INDEX ON %s (%s)".formatted(table, column));
        }
    }

    static String mapped(MatchedTable table, Destination to, Collection<String> ids) {
        String key = packagedKey(to.column());
        return MAPPED.with("packagedKey", key)
                .with("targetKey", targetKey(to.column()))
                .with("keyMap", table.keyMap())
                .with("isAny", to.isAnyOf("i." + key, ids))
                .sql();
    }

    static String unchanged(Destination to, String rows, Collection<String> ids) {
        return UNCHANGED
                .with("column", quoted(to.column()))
                .with("rows", rows)
                .with("isAny", to.isAnyOf("p." + quoted(to.column()), ids))
                .sql();
    }

    /** Those of some ids that rows of the target have, or get. */
    Set<String> usedInTarget(Destination to, Collection<String> unresolved) throws SQLException {
        Set<String> ids = to.canonical(unresolved);
        if (ids.isEmpty()) {
            return Set.of();
        }
        Set<String> used = new HashSet<>(sql.list(to.inTarget(ids), row -> row.getString(1)));
        Optional<MatchedTable> mapped = maps.tables()
                .find(to.table().tableName())
                .filter(table -> table.hasKeyMap() && table.remappable().contains(to.column()));
        if (mapped.isPresent()) {
            used.addAll(sql.list(newInTarget(mapped.get(), to, ids), row -> row.getString(1)));
        }
        return used;
    }

    static String newInTarget(MatchedTable table, Destination to, Collection<String> ids) {
        String key = targetKey(to.column());
        return NEW_IN_TARGET
                .with("targetKey", key)
                .with("keyMap", table.keyMap())
                .with("isAny", to.isAnyOf("i." + key, ids))
                .sql();
    }

    private static PlannedTable.ParentReference asParent(Destination to) {
        return new PlannedTable.ParentReference(List.of(to.column()), to.table(), List.of(to.column()));
    }
}
