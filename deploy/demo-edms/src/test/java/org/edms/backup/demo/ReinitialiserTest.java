package org.edms.backup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class ReinitialiserTest {

    @TempDir
    static Path root;

    private static TestDatabase before;
    private static TestDatabase database;

    @BeforeAll
    static void reinitialise(
            @From(GeneratedEdms.class) TestDatabase untouched, @From(GeneratedEdms.class) TestDatabase copy)
            throws SQLException, IOException {
        before = untouched;
        database = copy;
        Files.createDirectories(root.resolve("storage/documents"));
        Files.writeString(root.resolve("storage/documents/one.txt"), "of a document");
        Files.writeString(root.resolve("settings.py"), "no document");

        new DemoEdms(database.dataSource(), root).reinitialise();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "documents",
                "document_versions",
                "document_comments",
                "document_attachments",
                "document_dependencies",
                "document_access_logs",
                "document_workflows",
                "document_transitions",
                "workflow_instances",
                "workflow_transitions",
                "audit_trail",
                "security_events",
                "security_digital_signatures",
                "backup_jobs",
                "restore_jobs",
                "user_roles",
                "user_sessions_audit",
                "mfa_devices",
                "users_groups"
            })
    void businessDataIsDeleted(String table) throws SQLException {
        assertThat(Rows.count(database, table)).isZero();
    }

    @Test
    void oneAdministratorWithANewIdIsLeft() throws SQLException {
        assertThat(Rows.query(database, "SELECT username FROM users")).containsExactly("admin");
        String identity = "SELECT id || ' ' || uuid || ' ' || password FROM users WHERE username = 'admin'";
        assertThat(Rows.query(database, identity)).doesNotContainAnyElementsOf(Rows.query(before, identity));
        assertThat(Rows.query(database, "SELECT id FROM users"))
                .doesNotContainAnyElementsOf(Rows.query(before, "SELECT id FROM users WHERE username = 'admin'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "roles; name",
                "auth_group; name",
                "auth_permission; codename || content_type.model",
                "django_content_type; app_label || model",
                "document_types; code || name",
                "document_sources; name",
                "workflow_types; name",
                "placeholder_definitions; name",
                "document_templates; name || version",
                "backup_configurations; name"
            })
    void baseRowsHaveNewIds(String table, String expression) throws SQLException {
        String key = expression.replace(
                "content_type.model", "(SELECT model FROM django_content_type WHERE id = content_type_id)");
        String keys = "SELECT " + key + " FROM " + table + " ORDER BY 1";
        String keysWithIds = "SELECT " + key + " || id FROM " + table;

        assertThat(Rows.query(database, keys)).isNotEmpty().isEqualTo(Rows.query(before, keys));
        assertThat(Rows.query(database, keysWithIds)).doesNotContainAnyElementsOf(Rows.query(before, keysWithIds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"roles", "document_types", "workflow_types", "placeholder_definitions", "backup_configurations"})
    void baseRowsHaveNewUuids(String table) throws SQLException {
        String uuids = "SELECT uuid FROM " + table;

        assertThat(Rows.query(database, uuids)).doesNotContainAnyElementsOf(Rows.query(before, uuids));
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "document_types", "auth_group", "auth_permission", "django_content_type"})
    void mostNewIdsAreTheOldIdOfAnotherRow(String table) throws SQLException {
        // given
        String ids = "SELECT id FROM " + table;
        List<String> old = Rows.query(before, ids);

        // when
        List<String> shared = Rows.query(database, ids);
        shared.retainAll(old);

        // then
        assertThat(shared.size()).isGreaterThan(old.size() / 3);
    }

    @Test
    void referencesFollowTheirRows() throws SQLException {
        String grants = """
                SELECT auth_group.name || ' ' || codename || ' ' || model
                FROM auth_group_permissions
                JOIN auth_group ON auth_group.id = group_id
                JOIN auth_permission ON auth_permission.id = permission_id
                JOIN django_content_type ON django_content_type.id = content_type_id
                ORDER BY 1
                """;
        String inheritance = """
                SELECT role.name || ' < ' || parent.name
                FROM roles AS role JOIN roles AS parent ON parent.id = role.inherits_from_id
                ORDER BY 1
                """;

        assertThat(Rows.query(database, grants)).isNotEmpty().isEqualTo(Rows.query(before, grants));
        assertThat(Rows.query(database, inheritance)).isNotEmpty().isEqualTo(Rows.query(before, inheritance));
        assertThat(Rows.orphans(database)).isEmpty();
    }

    @Test
    void statesKeepTheirCodes() throws SQLException {
        String states = "SELECT t::text FROM workflow_document_states AS t ORDER BY 1";

        assertThat(Rows.query(database, states)).isEqualTo(Rows.query(before, states));
    }

    @Test
    void theNextIdIsFree(@From(GeneratedEdms.class) TestDatabase another) throws SQLException {
        // given
        new DemoEdms(another.dataSource(), root.resolve("another")).reinitialise();

        // when
        another.execute("INSERT INTO auth_group (name) VALUES ('new')");

        // then
        assertThat(Rows.count(another, "auth_group")).isEqualTo(5);
    }

    @Test
    void documentFilesAreDeletedAndOthersAreKept() {
        assertThat(root.resolve("storage")).isEmptyDirectory();
        assertThat(root.resolve("settings.py")).exists();
    }

    @Test
    void reinitialisingAgainChangesIdsAgain(@From(GeneratedEdms.class) TestDatabase another) throws SQLException {
        // given
        DemoEdms edms = new DemoEdms(another.dataSource(), root.resolve("another"));
        edms.reinitialise();
        Map<String, Long> counts = edms.rowCounts();
        List<String> ids = Rows.query(another, "SELECT id || name FROM roles");

        // when
        edms.reinitialise();

        // then
        assertThat(edms.rowCounts()).isEqualTo(counts);
        assertThat(Rows.query(another, "SELECT id || name FROM roles")).doesNotContainAnyElementsOf(ids);
    }
}
