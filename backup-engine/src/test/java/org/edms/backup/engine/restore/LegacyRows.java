package org.edms.backup.engine.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.testing.TestDatabase;

/**
 * The rows of an EDMS database: for each table the rows by name, with some values and the names of the referenced rows.
 *
 * @param tables the rows by table and by name
 * @param others a digest of the rows of every other table
 */
record LegacyRows(Map<String, Map<String, Row>> tables, Map<String, String> others) {

    private static final String TYPE = "concat_ws(',', t.app_label, t.model)";
    private static final String PERMISSION = "concat_ws(',', p.codename, t.app_label, t.model)";
    private static final String JOINED_PERMISSIONS =
            "JOIN auth_permission p ON p.id = x.permission_id JOIN django_content_type t ON t.id = p.content_type_id";

    /**
     * Queries whose first column is the name of the row, and whose last column is the whole row. The columns in between are
     * compared with the records.
     */
    private static final Map<String, String> QUERIES = new LinkedHashMap<>();

    static {
        QUERIES.put("django_content_type", "SELECT " + TYPE + ", t::text FROM django_content_type t");
        QUERIES.put("auth_permission", """
                SELECT %s, p.name, %s, p::text FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
                """.formatted(PERMISSION, TYPE));
        QUERIES.put("auth_group", "SELECT name, g::text FROM auth_group g");
        QUERIES.put("auth_group_permissions", """
                SELECT concat_ws(',', g.name, %s), x::text FROM auth_group_permissions x
                JOIN auth_group g ON g.id = x.group_id %s
                """.formatted(PERMISSION, JOINED_PERMISSIONS));
        QUERIES.put("users", """
                SELECT u.username, u.last_name, c.username, m.username, u::text FROM users u
                LEFT JOIN users c ON c.id = u.created_by_id LEFT JOIN users m ON m.id = u.manager_id
                """);
        QUERIES.put("users_groups", """
                SELECT concat_ws(',', u.username, g.name), x::text FROM users_groups x
                JOIN users u ON u.id = x.user_id JOIN auth_group g ON g.id = x.group_id
                """);
        QUERIES.put("users_user_permissions", """
                SELECT concat_ws(',', u.username, %s), x::text FROM users_user_permissions x
                JOIN users u ON u.id = x.user_id %s
                """.formatted(PERMISSION, JOINED_PERMISSIONS));
        QUERIES.put("roles", """
                SELECT r.name, r.description, i.name, c.username, r::text FROM roles r
                LEFT JOIN roles i ON i.id = r.inherits_from_id LEFT JOIN users c ON c.id = r.created_by_id
                """);
        QUERIES.put("user_roles", """
                SELECT concat_ws(',', u.username, r.name), x.assignment_reason, u.username, r.name, a.username, v.username,
                       x::text
                FROM user_roles x JOIN users u ON u.id = x.user_id JOIN roles r ON r.id = x.role_id
                LEFT JOIN users a ON a.id = x.assigned_by_id LEFT JOIN users v ON v.id = x.revoked_by_id
                """);
        QUERIES.put("document_types", """
                SELECT d.code, d.description, c.username, d::text FROM document_types d
                JOIN users c ON c.id = d.created_by_id
                """);
        QUERIES.put("document_sources", "SELECT name, description, s::text FROM document_sources s");
        QUERIES.put("workflow_document_states", "SELECT code, description, s::text FROM workflow_document_states s");
        QUERIES.put("documents", """
                SELECT d.document_number, d.title, d.reason_for_change, t.code, s.name, a.username, r.username, p.username,
                       o.username, e.document_number, d::text
                FROM documents d JOIN document_types t ON t.id = d.document_type_id
                JOIN document_sources s ON s.id = d.document_source_id JOIN users a ON a.id = d.author_id
                LEFT JOIN users r ON r.id = d.reviewer_id LEFT JOIN users p ON p.id = d.approver_id
                LEFT JOIN users o ON o.id = d.obsoleted_by_id LEFT JOIN documents e ON e.id = d.supersedes_id
                """);
        QUERIES.put("document_versions", """
                SELECT concat_ws(',', d.document_number, v.version_major, v.version_minor), v.version_comment,
                       d.document_number, c.username, v::text
                FROM document_versions v JOIN documents d ON d.id = v.document_id JOIN users c ON c.id = v.created_by_id
                """);
        QUERIES.put("document_dependencies", """
                SELECT concat_ws(',', d.document_number, o.document_number, x.dependency_type), x.description,
                       d.document_number, o.document_number, c.username, x::text
                FROM document_dependencies x JOIN documents d ON d.id = x.document_id
                JOIN documents o ON o.id = x.depends_on_id JOIN users c ON c.id = x.created_by_id
                """);
        QUERIES.put("document_comments", """
                SELECT x.uuid, x.content, d.document_number, a.username, p.uuid, x::text FROM document_comments x
                JOIN documents d ON d.id = x.document_id JOIN users a ON a.id = x.author_id
                LEFT JOIN document_comments p ON p.id = x.parent_comment_id
                """);
        QUERIES.put("document_access_logs", """
                SELECT x.uuid, x.failure_reason, d.document_number, u.username, x::text FROM document_access_logs x
                JOIN documents d ON d.id = x.document_id JOIN users u ON u.id = x.user_id
                """);
        QUERIES.put("document_workflows", """
                SELECT concat_ws(',', d.document_number, w.workflow_type), w.up_version_reason, d.document_number,
                       w.current_state_id, i.username, a.username, w::text
                FROM document_workflows w JOIN documents d ON d.id = w.document_id JOIN users i ON i.id = w.initiated_by_id
                LEFT JOIN users a ON a.id = w.current_assignee_id
                """);
        QUERIES.put("document_transitions", """
                SELECT x.uuid, x.comment, concat_ws(',', d.document_number, w.workflow_type), x.from_state_id,
                       x.to_state_id, u.username, x::text
                FROM document_transitions x JOIN document_workflows w ON w.id = x.workflow_id
                JOIN documents d ON d.id = w.document_id JOIN users u ON u.id = x.transitioned_by_id
                """);
        QUERIES.put("audit_trail", """
                SELECT x.uuid, x.description, u.username, CASE WHEN t.id IS NOT NULL THEN %s END,
                       CASE t.model WHEN 'user' THEN (SELECT o.username FROM users o WHERE o.id::text = x.object_id)
                       WHEN 'document' THEN (SELECT o.document_number FROM documents o WHERE o.id::text = x.object_id) END,
                       x.object_id, x::text
                FROM audit_trail x LEFT JOIN users u ON u.id = x.user_id
                LEFT JOIN django_content_type t ON t.id = x.content_type_id
                """.formatted(TYPE));
    }

    /**
     * @param described the name, the values, and the names of the referenced rows
     * @param all the whole row as text
     */
    record Row(String described, String all) {}

    static LegacyRows of(TestDatabase database) throws SQLException {
        Map<String, Map<String, Row>> tables = new TreeMap<>();
        Map<String, String> others = new TreeMap<>();
        try (Connection connection = database.connect()) {
            Sql sql = new Sql(connection);
            for (Map.Entry<String, String> query : QUERIES.entrySet()) {
                Map<String, Row> rows = new TreeMap<>();
                sql.list(query.getValue(), row -> {
                    List<String> described = new ArrayList<>();
                    int columns = row.getMetaData().getColumnCount();
                    for (int column = 1; column < columns; column++) {
                        String value = row.getString(column);
                        described.add(value == null ? DrawnRow.NULL : value);
                    }
                    return rows.put(described.get(0), new Row(String.join("|", described), row.getString(columns)));
                });
                tables.put(query.getKey(), rows);
            }
            for (String table : sql.list(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
                    row -> row.getString(1))) {
                if (!QUERIES.containsKey(table)) {
                    others.put(
                            table,
                            sql.text("SELECT md5(string_agg(t::text, ';' ORDER BY t::text)) FROM %s t"
                                    .formatted(Sql.quoted(table))));
                }
            }
        }
        return new LegacyRows(tables, others);
    }
}
