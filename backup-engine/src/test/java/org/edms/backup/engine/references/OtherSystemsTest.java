package org.edms.backup.engine.references;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.edms.backup.engine.restore.SampleSystem;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The references of other systems that no foreign key declares: all that are known are found, and nothing else. */
@PostgresTest
class OtherSystemsTest {

    private static List<String> found(String system, TestDatabase database) throws Exception {
        database.execute(schemaOf(system));
        return Findings.lines(Findings.in(database));
    }

    private static String schemaOf(String system) throws IOException {
        try (InputStream sql = OtherSystemsTest.class.getResourceAsStream(system + ".sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({
        "teedy-31.sql, teedy-instance.sql",
        "mayan-4.3.3.sql, mayan-instance.sql",
        "docspell.sql, docspell-instance.sql"
    })
    void thePageOfSystemsExplainsWhatIsFound(String schema, String rows, TestDatabase database) throws Exception {
        // given
        SampleSystem.of(schema, rows).create(database, "A", id -> id + 1000);

        // when
        List<FoundReference> found = Findings.in(database);

        // then
        String page = Files.readString(Path.of("../docs/systems/README.md"));
        assertThat(found).hasSizeGreaterThan(5);
        assertThat(found)
                .extracting(FoundReference::place)
                .allSatisfy(place -> assertThat(page).contains("`%s.%s`".formatted(place.table(), place.column())));
    }

    @Test
    void paperless(TestDatabase database) throws Exception {
        assertThat(found("paperless", database))
                .containsExactly(
                        "auditlog_logentry.object_id -> [documents_document]",
                        "auditlog_logentry.object_pk -> [documents_document]",
                        "django_admin_log.object_id -> [auth_user]",
                        "documents_customfieldinstance.value_document_ids $[*] -> [documents_document]",
                        "documents_document.filename \"{id:07}.pdf\" -> [documents_document]",
                        "documents_tag.tn_ancestors_pks -> [documents_tag]",
                        "documents_tag.tn_children_pks by \",\" -> [documents_tag]",
                        "documents_uisettings.settings $.saved_views.dashboard_views_visible_ids[*] -> [documents_savedview]",
                        "documents_workflowaction.assign_custom_fields_values $.*~ -> [documents_customfield]",
                        "guardian_userobjectpermission.object_pk -> [documents_correspondent, documents_document, documents_tag]");
    }

    @Test
    void papermerge(TestDatabase database) throws Exception {
        assertThat(found("papermerge", database))
                .containsExactly(
                        "audit_log.new_values $.parent_id -> [nodes]",
                        "audit_log.old_values $.parent_id -> [nodes]",
                        "audit_log.record_id -> [documents, nodes, tags]",
                        "audit_log.user_id -> [users]",
                        "ownerships.owner_id -> [groups, users]",
                        "ownerships.resource_id -> [nodes, tags]",
                        "special_folders.owner_id -> [groups, users]");
    }
}
