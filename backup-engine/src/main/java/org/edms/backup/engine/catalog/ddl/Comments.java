package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Comments on objects. */
final class Comments {

    /** Maps the object types of the catalogs to those of {@code COMMENT ON}. */
    private static final String QUERY = """
            SELECT d.classoid::regclass::text AS catalog, d.objoid,
                   format('COMMENT ON %s %s IS %L',
                       CASE i.type WHEN 'table column' THEN 'COLUMN' WHEN 'view column' THEN 'COLUMN'
                                   WHEN 'materialized view column' THEN 'COLUMN' WHEN 'foreign table column' THEN 'COLUMN'
                                   WHEN 'composite type column' THEN 'COLUMN' WHEN 'table constraint' THEN 'CONSTRAINT'
                                   WHEN 'domain constraint' THEN 'CONSTRAINT' WHEN 'composite type' THEN 'TYPE'
                                   WHEN 'statistics object' THEN 'STATISTICS' ELSE upper(i.type) END,
                       CASE i.type WHEN 'domain constraint' THEN replace(i.identity, ' on ', ' ON DOMAIN ') ELSE i.identity END,
                       d.description) AS statement
            FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
            WHERE d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass
            ORDER BY i.type, i.identity
            """;

    /** The comment that PostgreSQL itself sets on the schema {@code public}. */
    private static final String BORN_WITH = "COMMENT ON SCHEMA public IS 'standard public schema'";

    private record Comment(ObjectId of, String statement) {}

    private final Map<ObjectId, List<Comment>> comments;

    private Comments(Map<ObjectId, List<Comment>> comments) {
        this.comments = comments;
    }

    static Comments read(CatalogQuery catalog, Dependencies dependencies, Set<ObjectId> objects) throws SQLException {
        Map<ObjectId, List<Comment>> comments = new HashMap<>();
        List<Comment> all = catalog.list(
                QUERY,
                row -> new Comment(
                        new ObjectId(row.getString("catalog"), row.getLong("objoid")), row.getString("statement")));
        for (Comment comment : all) {
            ObjectId owner = dependencies.ownerOf(comment.of(), objects);
            boolean ofAnExtension = owner == null || owner.catalog().equals("pg_extension");
            if (!ofAnExtension && !comment.statement().equals(BORN_WITH)) {
                comments.computeIfAbsent(owner, key -> new ArrayList<>()).add(comment);
            }
        }
        return new Comments(comments);
    }

    List<String> of(ObjectId object) {
        return comments.getOrDefault(object, List.of()).stream()
                .map(Comment::statement)
                .toList();
    }
}
