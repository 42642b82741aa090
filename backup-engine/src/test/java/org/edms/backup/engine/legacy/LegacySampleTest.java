package org.edms.backup.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.model.configuration.BackupType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real package with names and secrets replaced. */
class LegacySampleTest {

    @TempDir
    Path directory;

    private Converted converted;

    @BeforeEach
    void convert() throws IOException {
        converted = Converted.of(LegacyPackage.sample().write(directory.resolve("legacy.tar.gz")));
    }

    @Test
    void everyRecordBecomesARow() {
        assertThat(converted.result().read()).isEqualTo(491);
        assertThat(converted.result().written()).isEqualTo(491);
        long rows = converted.catalog().tables().stream()
                .filter(table -> table.primaryKey() != null)
                .mapToLong(table -> converted.rows(table.name()).size())
                .sum();
        assertThat(rows).isEqualTo(491);
        assertThat(converted.rows("placeholder_definitions")).hasSize(32);
        assertThat(converted.manifest().header().type()).isEqualTo(BackupType.EXPORT);
        assertThat(converted.manifest().header().createdAt()).isEqualTo(Instant.parse("2025-12-09T10:01:41.379308Z"));
    }

    @Test
    void secretsInThePackageAreNamed() {
        assertThat(converted.manifest().database().model())
                .isEqualTo("named model (demonstration EDMS): used to read the records; contains secrets: "
                        + "public.document_access_logs.session_id, "
                        + "public.security_pdfsigningcertificate.private_key_pem, public.users.password");
    }

    @Test
    void everyReferenceIsFound() {
        assertThat(converted.danglingValues()).isEmpty();
        assertThat(converted.keysTwice()).isEmpty();
        assertThat(converted.findings(Finding.Kind.REFERENCE_UNRESOLVED)).isZero();
    }

    @Test
    void aReferenceLeadsToTheIntendedRow() {
        // given
        Map<String, String> document = converted.rows("documents").get(0);

        // then
        assertThat(find("users", document.get("author_id"))).containsEntry("username", "author01");
        assertThat(find("document_types", document.get("document_type_id"))).containsEntry("code", "POL");
        assertThat(find("documents", converted.rows("document_versions").get(0).get("document_id")))
                .containsEntry("document_number", "POL-2025-0001-v01.00");
        Map<String, String> permission = converted.rows("auth_permission").get(0);
        assertThat(permission).containsEntry("codename", "add_logentry");
        assertThat(find("django_content_type", permission.get("content_type_id")))
                .containsEntry("app_label", "admin")
                .containsEntry("model", "logentry");
    }

    @Test
    void listsBecomeRowsOfTheTablesThatJoin() {
        // given
        Map<String, String> admin = converted.rows("users").stream()
                .filter(user -> user.get("username").equals("admin"))
                .findFirst()
                .orElseThrow();

        // when
        List<String> groups = converted.rows("users_groups").stream()
                .filter(row -> row.get("user_id").equals(admin.get("id")))
                .map(row -> find("auth_group", row.get("group_id")).get("name"))
                .toList();

        // then
        assertThat(groups).contains("Document Reviewers", "Document Approvers");
        assertThat(converted.rows("users_groups").get(0)).containsOnlyKeys("user_id", "group_id");
        assertThat(converted.account("auth.group").orElseThrow().joined())
                .isEqualTo(converted.rows("auth_group_permissions").size());
    }

    @Test
    void rowsWithoutAKeyAreReportedAndKeepTheirOrder() {
        // given
        List<Map<String, String>> states = converted.rows("workflow_document_states");

        // then
        assertThat(states).hasSize(19);
        assertThat(states.get(0)).containsOnlyKeys("name", "description", "is_initial", "is_final");
        assertThat(states.get(0)).containsEntry("name", "Approved");
        assertThat(converted.findings(Finding.Kind.KEY_LOST)).isEqualTo(19);
        assertThat(converted
                        .catalog()
                        .table("public", "workflow_document_states")
                        .orElseThrow()
                        .primaryKey()
                        .columns())
                .containsExactly("code");
    }

    @Test
    void unresolvedGenericIdsAreKeptAndReported() {
        // given
        Set<String> kept = new HashSet<>();
        converted.rows("audit_trail").forEach(row -> kept.add(row.get("object_id")));

        // then
        assertThat(kept).contains("209");
        assertThat(converted.rows("users")).noneMatch(user -> kept.contains(user.get("id")));
        assertThat(converted.findings(Finding.Kind.GENERIC_UNRESOLVED)).isPositive();
    }

    @Test
    void aMissingFileThatARowReferencesIsReported() {
        assertThat(converted.findings(Finding.Kind.FILE_MISSING)).isEqualTo(1);
    }

    @Test
    void valuesAreWrittenAsTheServerReadsThem() {
        assertThat(converted.rows("users").get(0))
                .containsEntry("is_superuser", "t")
                .containsEntry("manager_id", "\\N")
                .containsEntry("phone_number", "")
                .containsEntry("metadata", "{}")
                .containsEntry("last_login", "2025-12-04T16:57:11.139Z");
        assertThat(converted.rows("backup_configurations").get(0)).containsEntry("schedule_days", "[]");
        assertThat(converted.rows("security_pdfsigningcertificate").get(0).get("certificate_pem"))
                .isEqualTo("-----BEGIN SAMPLE-----\\nAAAA\\n-----END SAMPLE-----\\n");
        assertThat(converted.rows("django_celery_beat_periodictask").get(0)).containsEntry("args", "[]");
    }

    @Test
    void theCatalogKnowsTheKeys() {
        assertThat(converted
                        .catalog()
                        .table("public", "documents")
                        .orElseThrow()
                        .foreignKeys())
                .anySatisfy(key -> {
                    assertThat(key.columns()).containsExactly("author_id");
                    assertThat(key.table()).isEqualTo("users");
                    assertThat(key.referencedColumns()).containsExactly("id");
                });
        assertThat(converted.members()).containsKeys("edms-package.json", "catalog/edms-model.yaml", "manifest.json");
    }

    private Map<String, String> find(String table, String id) {
        return converted.rows(table).stream()
                .filter(row -> row.get("id").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
