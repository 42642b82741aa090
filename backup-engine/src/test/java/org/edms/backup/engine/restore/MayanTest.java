package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.draft.ModelReview;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of Mayan EDMS are merged with its shipped model. */
@Tag("long")
@PostgresTest
class MayanTest {

    private static final SampleSystem MAYAN = SampleSystem.of("mayan-4.3.3.sql", "mayan-instance.sql");

    /** File roots, with the column that names their files. */
    private static final Map<String, String> FILES = Map.of(
            "documents", "SELECT file FROM documents_documentfile",
            "signatures", "SELECT signature_file FROM document_signatures_detachedsignature",
            "assets", "SELECT file FROM converter_asset");

    /** The columns that name a row of each table to people. A reference among them is told by the name of its row. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("acls_accesscontrollist", List.of("role_id", "content_type_id", "object_id")),
            Map.entry("actstream_action", List.of("verb")),
            Map.entry("appearance_theme", List.of("label")),
            Map.entry("auth_group", List.of("name")),
            Map.entry("auth_permission", List.of("codename")),
            Map.entry("auth_user", List.of("username")),
            Map.entry("cabinets_cabinet", List.of("label")),
            Map.entry("converter_asset", List.of("label")),
            Map.entry("converter_objectlayer", List.of("stored_layer_id", "content_type_id", "object_id")),
            Map.entry("converter_storedlayer", List.of("name")),
            Map.entry("django_content_type", List.of("app_label", "model")),
            Map.entry("django_gpg_key", List.of("fingerprint")),
            Map.entry("document_indexing_indextemplate", List.of("label")),
            Map.entry("document_indexing_indextemplatenode", List.of("index_id", "expression")),
            Map.entry("document_signatures_signaturebasemodel", List.of("signature_id")),
            Map.entry("document_states_workflow", List.of("label")),
            Map.entry("document_states_workflowinstance", List.of("workflow_id", "document_id")),
            Map.entry("document_states_workflowstate", List.of("workflow_id", "label")),
            Map.entry("document_states_workflowstateaction", List.of("state_id", "label")),
            Map.entry("document_states_workflowtransition", List.of("workflow_id", "label")),
            Map.entry("documents_document", List.of("label")),
            Map.entry("documents_documentfile", List.of("file")),
            Map.entry("documents_documentfilepage", List.of("document_file_id", "page_number")),
            Map.entry("documents_documenttype", List.of("label")),
            Map.entry("documents_documentversion", List.of("document_id", "timestamp")),
            Map.entry("documents_documentversionpage", List.of("document_version_id", "page_number")),
            Map.entry("events_storedeventtype", List.of("name")),
            Map.entry("file_metadata_documentfiledriverentry", List.of("document_file_id", "driver_id")),
            Map.entry("file_metadata_storeddriver", List.of("internal_name")),
            Map.entry("linking_smartlink", List.of("label")),
            Map.entry("mailer_usermailer", List.of("label")),
            Map.entry("metadata_metadatatype", List.of("name")),
            Map.entry("permissions_role", List.of("label")),
            Map.entry("permissions_storedpermission", List.of("name")),
            Map.entry("quotas_quota", List.of("backend_path")),
            Map.entry("sources_source", List.of("label")),
            Map.entry("tags_tag", List.of("label")),
            Map.entry("web_links_weblink", List.of("label")));

    /** The column with the id of a row whose content type is in another column. */
    private static final Map<String, String> IDS_BY_TYPE = Map.of(
            "content_type_id", "object_id",
            "sender_content_type_id", "sender_object_id",
            "actor_content_type_id", "actor_object_id",
            "target_content_type_id", "target_object_id",
            "action_object_content_type_id", "action_object_object_id");

    private static final Map<String, String> GENERIC = Map.of(
            "documents.document", "documents_document",
            "documents.documentfilepage", "documents_documentfilepage",
            "documents.documentversionpage", "documents_documentversionpage",
            "documents.documenttype", "documents_documenttype",
            "cabinets.cabinet", "cabinets_cabinet",
            "tags.tag", "tags_tag",
            "auth.user", "auth_user",
            "document_states.workflow", "document_states_workflow");

    private static final NamedRows ROWS = new NamedRows(NAMES, IDS_BY_TYPE, GENERIC);

    /** Trees are numbered again, an export contains no secrets, and ids in JSON are told by {@link #addIdsInJson}. */
    private static final Set<String> NOT_TOLD =
            Set.of("lft", "rght", "tree_id", "level", "password", "secret", "key_data", "backend_data", "action_data");

    /** Ids in the JSON documents of actions. */
    private static final Map<String, String> ACTION_IDS = Map.of(
            "tags", "tags_tag",
            "cabinets", "cabinets_cabinet",
            "metadata_types", "metadata_metadatatype",
            "metadata_type", "metadata_metadatatype",
            "content_type", "django_content_type",
            "mailing_profile", "mailer_usermailer",
            "roles", "permissions_role",
            "workflows", "document_states_workflow",
            "key", "django_gpg_key");

    private static final Map<String, String> QUOTA_IDS = Map.of(
            "document_type_ids", "documents_documenttype",
            "group_ids", "auth_group",
            "user_ids", "auth_user");

    private static final String PASSWORDS = "SELECT string_agg(password, ',' ORDER BY username) FROM auth_user";

    @TempDir
    Path store;

    @TempDir
    Path files;

    @Test
    void anExportOfOneInstanceIsMergedIntoAnother(TestDatabase source, TestDatabase target) throws Exception {
        // given
        createBoth(source, target);
        Links links = links(source);
        Map<String, List<String>> ofSource = links.in(source);
        Map<String, List<String>> ofTarget = links.in(target);
        writeFiles(source, "A");
        writeFiles(target, "B");

        // when
        BackupResult export = backup(BackupType.EXPORT, source);
        Restores merge = into(target, export);
        RestoreReport report = merge.run();

        // then
        assertThat(export.manifest().database().model()).startsWith("Mayan EDMS 4.3, found by its tables");
        assertThat(report.failure()).isNull();
        assertThat(report.warnings())
                .extracting(Failure::code)
                .contains(ErrorCode.TABLE_EMPTIED, ErrorCode.REFERENCE_UNRESOLVED);
        assertThat(report.warnings())
                .filteredOn(warning -> warning.code() == ErrorCode.REFERENCE_UNRESOLVED)
                .singleElement()
                .asString()
                .contains("1 values", "grant it: the type acls.GrantAccessAction is unknown");
        assertThat(report.checks()).allMatch(Check::passed);
        assertThat(report.checks()).extracting(Check::name).contains("tree public.cabinets_cabinet");
        assertThat(ofSource).hasSize(97);
        Links.assertMerged(links.in(target), ofSource, ofTarget);
        assertTreesAreNested(target, "cabinets_cabinet");
        assertTreesAreNested(target, "document_indexing_indextemplatenode");
        assertThat(namesOfFiles(target))
                .hasSize(11)
                .allSatisfy(file -> assertThat(files.resolve("B/" + file))
                        .hasContent(Path.of(file).getFileName().toString()));
        assertThat(SampleSystem.scalar(target, PASSWORDS)).isEqualTo("hash of B,hash of B,!,hash of B");
        assertThat(merge.compare().findings()).isEmpty();

        // when
        RestoreReport again = into(target, export).run();

        // then
        Links.assertNothingWritten(again);
        Links.assertMerged(links.in(target), ofSource, ofTarget);
    }

    @Test
    void aFullBackupIsMergedWithItsSources(TestDatabase source, TestDatabase target) throws Exception {
        // given
        createBoth(source, target);
        writeFiles(source, "A");
        writeFiles(target, "B");
        BackupResult backup = backup(BackupType.FULL, source);
        Restores merge = into(target, backup);
        model().leaveOut().stream()
                .filter(table -> !table.startsWith("django_celery"))
                .forEach(table -> merge.skipTable("public." + table));

        // when
        RestoreReport report = merge.run();

        // then
        assertThat(report.failure()).isNull();
        for (String instance : List.of("A", "B")) {
            assertThat(SampleSystem.scalar(target, """
                    SELECT concat_ws(',', s.backend_data::json ->> 'password', t.label, m.name, p.description)
                    FROM sources_source s
                    JOIN documents_documenttype t ON t.id = (s.backend_data::json ->> 'document_type_id')::int
                    JOIN metadata_metadatatype m ON m.id = (s.backend_data::json ->> 'subject_metadata_type_id')::int
                    JOIN django_celery_beat_periodictask p ON p.name = 'check_interval_source-' || s.id
                     AND (p.kwargs::json ->> 'source_id')::int = s.id
                    WHERE s.label = 'Mail of %s'
                    """.formatted(instance)))
                    .isEqualTo("source password of %1$s,Type of %1$s,metadata_%1$s,of %1$s".formatted(instance));
        }
    }

    @Test
    void aReplaceRestoresTheSameRows(TestDatabase source, TestDatabase target) throws Exception {
        // given
        createBoth(source, target);
        writeFiles(source, "A");
        writeFiles(target, "B");
        BackupResult backup = backup(BackupType.FULL, source);
        Restores replace = into(target, backup).mode(RestoreMode.REPLACE);

        // when
        RestoreReport report = replace.run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(replace.compare().findings()).isEmpty();
        assertThat(links(target).in(target)).isEqualTo(links(source).in(source));
        assertThat(namesOfFiles(target))
                .hasSize(7)
                .allSatisfy(file -> assertThat(files.resolve("B/" + file))
                        .hasContent(Path.of(file).getFileName().toString()));
    }

    @Test
    void theModelCoversTheDatabase(TestDatabase database) throws Exception {
        // given
        MAYAN.create(database, "A", id -> id);

        // when
        ModelReview review = ModelReview.of(Database.parse(database.url(), null), model());

        // then
        assertThat(review.misfits()).isEmpty();
        assertThat(review.ambiguous()).isEmpty();
        assertThat(review.uncovered()).isEmpty();
    }

    private static EdmsModel model() {
        return ShippedModels.find("Mayan EDMS 4.3").orElseThrow();
    }

    private static void createBoth(TestDatabase source, TestDatabase target) throws Exception {
        MAYAN.create(source, "A", id -> id);
        MAYAN.create(target, "B", id -> id % 20 + 1);
    }

    private static Set<String> tablesLeftOut() {
        return Stream.concat(model().leaveOut().stream(), model().caches().stream())
                .collect(Collectors.toSet());
    }

    /** Returns queries for all rows of the tables that an export contains, and for the ids in their JSON documents. */
    private static Links links(TestDatabase database) throws Exception {
        Links links = ROWS.links(database, tablesLeftOut(), NOT_TOLD);
        addIdsInJson(links, database, "document_states_workflowstateaction", "action_data", ACTION_IDS);
        addIdsInJson(links, database, "quotas_quota", "backend_data", QUOTA_IDS);
        return links;
    }

    private static void addIdsInJson(
            Links links, TestDatabase database, String table, String column, Map<String, String> members)
            throws Exception {
        for (Map.Entry<String, String> member : members.entrySet()) {
            links.add(
                    "%s r, jsonb_path_query(%s::jsonb, '$.%s[*]') e".formatted(table, column, member.getKey()),
                    ROWS.name(database, table, "%1$s"),
                    "r.id",
                    ROWS.name(database, member.getValue(), "%1$s"),
                    "(e #>> '{}')::int");
        }
    }

    /** Asserts that each row lies inside of its parent, directly below it, and that no number appears twice in a tree. */
    private static void assertTreesAreNested(TestDatabase database, String table) throws Exception {
        assertThat(SampleSystem.scalar(database, """
                SELECT count(*) FROM %1$s x LEFT JOIN %1$s p ON p.id = x.parent_id
                WHERE x.lft >= x.rght
                   OR x.parent_id IS NULL AND (x.level <> 0 OR x.lft <> 1)
                   OR x.parent_id IS NOT NULL AND (x.tree_id <> p.tree_id OR x.level <> p.level + 1 OR x.lft <= p.lft OR x.rght >= p.rght)
                   OR x.rght - x.lft <> 2 * (SELECT count(*) FROM %1$s b WHERE b.tree_id = x.tree_id AND b.lft > x.lft AND b.rght < x.rght) + 1
                """.formatted(table))).isEqualTo("0");
        assertThat(SampleSystem.scalar(database, """
                SELECT count(*) FROM (SELECT tree_id, lft n FROM %1$s UNION ALL SELECT tree_id, rght FROM %1$s) x
                GROUP BY tree_id, n HAVING count(*) > 1
                """.formatted(table))).isNull();
    }

    private BackupResult backup(BackupType type, TestDatabase source) throws Exception {
        Backups backups = new Backups(store).of(source).type(type).shippedModel();
        FILES.keySet().forEach(root -> backups.root(root, files.resolve("A").resolve(root)));
        return backups.run();
    }

    private Restores into(TestDatabase target, BackupResult backup) {
        Restores restores = new Restores(store, backup).into(target);
        FILES.keySet().forEach(root -> restores.root(root, files.resolve("B").resolve(root)));
        return restores;
    }

    /** Writes the files of an instance. The content of each is its name. */
    private void writeFiles(TestDatabase database, String instance) throws Exception {
        for (String file : namesOfFiles(database)) {
            Path path = files.resolve(instance).resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, path.getFileName().toString());
        }
    }

    /** Returns the files that rows name, with their root. */
    private static List<String> namesOfFiles(TestDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            List<String> names = new ArrayList<>();
            for (Map.Entry<String, String> root : FILES.entrySet()) {
                new Sql(connection)
                        .list(root.getValue(), row -> row.getString(1))
                        .forEach(name -> names.add(root.getKey() + "/" + name));
            }
            return names;
        }
    }
}
