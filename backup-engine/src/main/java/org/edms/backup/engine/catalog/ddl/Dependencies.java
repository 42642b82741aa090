package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/**
 * The dependencies between objects, as recorded by the database. Internal objects, such as the rule of a view or the row type of
 * a table, are replaced by the object that they belong to.
 */
final class Dependencies {

    static final String OWNED_SEQUENCE = "owned sequence";
    static final String ATTACHED_PARTITION = "attached partition";
    static final String ATTACHED_INDEX = "attached index";

    private static final String RECORDED = """
            SELECT d.classid::regclass::text AS catalog, d.objid, d.refclassid::regclass::text AS needed_catalog, d.refobjid
            FROM pg_depend d
            WHERE d.classid <> 0 AND d.refclassid <> 0 AND d.deptype IN ('n', 'a', 'i', 'P', 'S', 'e')
            """;

    /** Queries for internal objects and the objects that they belong to. */
    private static final List<String> BELONGING = List.of(
            "SELECT 'pg_type', t.oid, 'pg_class', t.typrelid FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid "
                    + "WHERE c.relkind <> 'c'",
            "SELECT 'pg_class', c.oid, 'pg_type', c.reltype FROM pg_class c WHERE c.relkind = 'c'",
            "SELECT 'pg_type', t.typarray, 'pg_type', t.oid FROM pg_type t WHERE t.typarray <> 0",
            "SELECT 'pg_rewrite', r.oid, 'pg_class', r.ev_class FROM pg_rewrite r WHERE r.rulename = '_RETURN'",
            "SELECT 'pg_attrdef', d.oid, 'pg_class', d.adrelid FROM pg_attrdef d JOIN pg_attribute a "
                    + "ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE a.attgenerated <> ''",
            "SELECT 'pg_class', k.conindid, 'pg_constraint', k.oid FROM pg_constraint k "
                    + "WHERE k.contype IN ('p', 'u', 'x')",
            "SELECT 'pg_constraint', k.oid, 'pg_type', k.contypid FROM pg_constraint k WHERE k.contypid <> 0",
            "SELECT 'pg_constraint', k.oid, 'pg_class', k.conrelid FROM pg_constraint k "
                    + "WHERE k.contype = 'n' OR k.contype = 'c' AND NOT k.conislocal",
            "SELECT 'pg_class', d.objid, 'pg_class', d.refobjid FROM pg_depend d JOIN pg_class s ON s.oid = d.objid "
                    + "WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass "
                    + "AND d.deptype = 'i' AND s.relkind = 'S'",
            "SELECT 'pg_proc', d.objid, 'pg_type', d.refobjid FROM pg_depend d "
                    + "WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'i'",
            "SELECT d.classid::regclass::text, d.objid, 'pg_extension', d.refobjid FROM pg_depend d "
                    + "WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'");

    private static final String MULTIRANGES =
            "SELECT 'pg_type', r.rngmultitypid, 'pg_type', r.rngtypid FROM pg_range r";

    /** Dependencies of links between two objects, such as attached partitions. These links are not objects in the catalogs. */
    private static final List<String> FOR_LINKS = List.of(
            "SELECT '" + OWNED_SEQUENCE + "', d.objid, 'pg_class', d.objid FROM pg_depend d "
                    + "WHERE d.classid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype = 'a'",
            "SELECT '" + OWNED_SEQUENCE + "', d.objid, 'pg_class', d.refobjid FROM pg_depend d "
                    + "WHERE d.classid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype = 'a'",
            "SELECT '" + ATTACHED_PARTITION + "', i.inhrelid, 'pg_class', i.inhrelid FROM pg_inherits i",
            "SELECT '" + ATTACHED_PARTITION + "', i.inhrelid, 'pg_class', i.inhparent FROM pg_inherits i",
            "SELECT '" + ATTACHED_PARTITION + "', i.inhrelid, 'pg_constraint', k.oid "
                    + "FROM pg_inherits i JOIN pg_constraint k ON k.conrelid IN (i.inhrelid, i.inhparent) "
                    + "WHERE k.contype = 'c' AND k.convalidated",
            "SELECT '" + ATTACHED_INDEX + "', i.inhrelid, 'pg_class', i.inhrelid FROM pg_inherits i",
            "SELECT '" + ATTACHED_INDEX + "', i.inhrelid, 'pg_class', i.inhparent FROM pg_inherits i",
            // A foreign key to a partitioned table needs the key of the whole table, which is complete only after the
            // keys of its partitions are attached.
            "SELECT 'pg_constraint', k.oid, '" + ATTACHED_INDEX + "', i.inhrelid "
                    + "FROM pg_constraint k JOIN pg_inherits i ON i.inhparent = k.conindid WHERE k.contype = 'f'",
            // A child table inherits the check constraints that its parents have when it is created.
            "SELECT 'pg_class', i.inhrelid, 'pg_constraint', k.oid FROM pg_inherits i "
                    + "JOIN pg_class c ON c.oid = i.inhrelid AND NOT c.relispartition "
                    + "JOIN pg_constraint k ON k.conrelid = i.inhparent WHERE k.contype = 'c' AND k.convalidated");

    private record Edge(ObjectId object, ObjectId other) {}

    private final Map<ObjectId, ObjectId> owners = new HashMap<>();
    private final List<Edge> needs = new ArrayList<>();

    static Dependencies read(CatalogQuery catalog) throws SQLException {
        Dependencies dependencies = new Dependencies();
        List<String> belonging = new ArrayList<>(BELONGING);
        if (catalog.since(14)) {
            belonging.add(MULTIRANGES);
        }
        for (String query : belonging) {
            for (Edge edge : edges(catalog, query)) {
                dependencies.owners.putIfAbsent(edge.object(), edge.other());
            }
        }
        dependencies.needs.addAll(edges(catalog, RECORDED));
        for (String query : FOR_LINKS) {
            dependencies.needs.addAll(edges(catalog, query));
        }
        return dependencies;
    }

    private static List<Edge> edges(CatalogQuery catalog, String query) throws SQLException {
        return catalog.list(
                query,
                row -> new Edge(
                        new ObjectId(row.getString(1), row.getLong(2)),
                        new ObjectId(row.getString(3), row.getLong(4))));
    }

    /** Returns, for each object, the other objects that must be created before it. */
    Map<ObjectId, List<ObjectId>> among(Set<ObjectId> objects) {
        Map<ObjectId, List<ObjectId>> result = new HashMap<>();
        for (Edge need : needs) {
            ObjectId object = ownerOf(need.object(), objects);
            ObjectId needed = ownerOf(need.other(), objects);
            if (object != null && needed != null && !object.equals(needed)) {
                result.computeIfAbsent(object, key -> new ArrayList<>()).add(needed);
            }
        }
        return result;
    }

    /** Returns the object itself, or the object that it belongs to; null if neither is in the set. */
    ObjectId ownerOf(ObjectId id, Set<ObjectId> objects) {
        ObjectId current = id;
        for (int step = 0; current != null && step < 10; step++) {
            if (objects.contains(current)) {
                return current;
            }
            current = owners.get(current);
        }
        return null;
    }
}
