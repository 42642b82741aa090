package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of paperless-ngx 3 are merged with its shipped model. */
@Tag("long")
@PostgresTest
class PaperlessTest {

    private static final List<String> ROOTS = List.of("originals", "archive", "thumbnails", "bundles");
    private static final String DOCUMENTS =
            "SELECT title, filename, lpad(id::text, 7, '0'), checksum FROM documents_document ORDER BY id";
    private static final SampleSystem PAPERLESS = SampleSystem.of("paperless-ngx-3.0.5.sql", "paperless-instance.sql");
    private static final Links LINKS = new Links();

    private static final String DOCUMENT = "(SELECT coalesce(r.title || '/', '') || x.title FROM documents_document x"
            + " LEFT JOIN documents_document r ON r.id = x.root_document_id WHERE x.id = %s)";
    private static final String TAG = "(SELECT concat_ws(' of ', x.name, u.username) FROM documents_tag x"
            + " LEFT JOIN auth_user u ON u.id = x.owner_id WHERE x.id = %s)";
    private static final String CORRESPONDENT = TAG.replace("documents_tag", "documents_correspondent");
    private static final String TYPE = TAG.replace("documents_tag", "documents_documenttype");
    private static final String VIEW = TAG.replace("documents_tag", "documents_savedview");
    private static final String USER = "(SELECT x.username FROM auth_user x WHERE x.id = %s)";
    private static final String GROUP = "(SELECT x.name FROM auth_group x WHERE x.id = %s)";
    private static final String FIELD = "(SELECT x.name FROM documents_customfield x WHERE x.id = %s)";

    static {
        LINKS.add(
                "documents_document",
                DOCUMENT,
                "id",
                CORRESPONDENT,
                "correspondent_id",
                TYPE,
                "document_type_id",
                USER,
                "owner_id");
        LINKS.add("documents_document_tags", DOCUMENT, "document_id", TAG, "tag_id");
        LINKS.add("documents_tag", TAG, "id", TAG, "tn_parent_id");
        LINKS.add("documents_note", DOCUMENT, "document_id", USER, "user_id");
        LINKS.add("documents_customfieldinstance", DOCUMENT, "document_id", FIELD, "field_id");
        LINKS.add(
                "documents_customfieldinstance, jsonb_array_elements_text(value_document_ids) e",
                DOCUMENT,
                "document_id",
                DOCUMENT,
                "e::int");
        LINKS.add("documents_tag, unnest(string_to_array(tn_ancestors_pks, ',')) e", TAG, "id", TAG, "e::int");
        LINKS.add(
                "documents_savedview, jsonb_array_elements_text(display_fields) e WHERE e LIKE 'custom%'",
                VIEW, "id", FIELD, "substr(e, 14)::int");
        LINKS.add(
                "documents_savedview WHERE sort_field LIKE 'custom%'",
                VIEW, "id", FIELD, "substr(sort_field, 14)::int");
        LINKS.add("documents_savedviewfilterrule WHERE rule_type IN (6, 22)", VIEW, "saved_view_id", TAG, "value::int");
        LINKS.add(
                "documents_savedviewfilterrule WHERE rule_type = 26",
                VIEW,
                "saved_view_id",
                CORRESPONDENT,
                "value::int");
        LINKS.add("documents_savedviewfilterrule WHERE rule_type = 32", VIEW, "saved_view_id", USER, "value::int");
        for (String list : List.of("dashboard_views_visible_ids", "sidebar_views_sort_order")) {
            LINKS.add(
                    "documents_uisettings, jsonb_array_elements_text(settings #> '{saved_views,%s}') e".formatted(list),
                    USER,
                    "user_id",
                    VIEW,
                    "e::int");
        }
        LINKS.add("documents_uisettings", USER, "user_id", USER, "(settings #>> '{permissions,default_owner}')::int");
        LINKS.add(
                "documents_uisettings, jsonb_array_elements_text(settings #> '{permissions,default_view_users}') e",
                USER,
                "user_id",
                USER,
                "e::int");
        LINKS.add(
                "documents_uisettings, jsonb_array_elements_text(settings #> '{permissions,default_edit_groups}') e",
                USER,
                "user_id",
                GROUP,
                "e::int");
        LINKS.add("auth_user_groups", USER, "user_id", GROUP, "group_id");
        LINKS.add(
                "guardian_userobjectpermission o JOIN django_content_type c ON c.id = o.content_type_id AND c.model = 'document'",
                USER,
                "user_id",
                DOCUMENT,
                "object_pk::int");
        LINKS.add(
                "guardian_userobjectpermission o JOIN django_content_type c ON c.id = o.content_type_id AND c.model = 'tag'",
                USER,
                "user_id",
                TAG,
                "object_pk::int");
        LINKS.add(
                "guardian_groupobjectpermission o JOIN django_content_type c ON c.id = o.content_type_id AND c.model = 'tag'",
                GROUP,
                "group_id",
                TAG,
                "object_pk::int");
        LINKS.add(
                "auditlog_logentry o JOIN django_content_type c ON c.id = o.content_type_id AND c.model = 'document'",
                USER,
                "actor_id",
                DOCUMENT,
                "object_pk::int",
                DOCUMENT,
                "object_id");
        LINKS.add(
                "auditlog_logentry o JOIN django_content_type c ON c.id = o.content_type_id AND c.model = 'user'",
                USER,
                "actor_id",
                USER,
                "object_pk::int",
                USER,
                "object_id");
        LINKS.add("django_admin_log", USER, "user_id", USER, "object_id::int");
        LINKS.add(
                "documents_workflow_actions w JOIN documents_workflowaction o ON o.id = w.workflowaction_id, jsonb_object_keys(assign_custom_fields_values) e",
                "(SELECT x.name FROM documents_workflow x WHERE x.id = %s)",
                "workflow_id",
                FIELD,
                "e::int",
                USER,
                "assign_owner_id");
        LINKS.add(
                "documents_workflow_triggers w JOIN documents_workflowtrigger o ON o.id = w.workflowtrigger_id",
                "(SELECT x.name FROM documents_workflow x WHERE x.id = %s)",
                "workflow_id",
                FIELD,
                "(filter_custom_field_query::jsonb #>> '{1,0,0}')::int",
                CORRESPONDENT,
                "filter_has_correspondent_id");
        LINKS.add(
                "documents_workflowaction_assign_tags w JOIN documents_workflowaction o ON o.id = w.workflowaction_id",
                TAG,
                "tag_id",
                USER,
                "assign_owner_id");
    }

    @TempDir
    Path store;

    @TempDir
    Path files;

    @Test
    void everyLinkOfBothInstancesIsInTheMergedOne(TestDatabase source, TestDatabase target) throws Exception {
        // given
        PAPERLESS.create(source, "A", id -> id);
        PAPERLESS.create(target, "B", id -> id <= 3 ? (id + 1) % 3 + 1 : id);
        Map<String, List<String>> ofSource = LINKS.in(source);
        Map<String, List<String>> ofTarget = LINKS.in(target);

        writeFiles(source, files.resolve("a"));
        writeFiles(target, files.resolve("b"));

        // when
        BackupResult backup =
                backup(BackupType.FULL, source, files.resolve("a")).run();
        Restores merge = into(target, backup, files.resolve("b"));
        RestoreReport report = merge.run();

        // then
        assertThat(backup.manifest().database().model()).startsWith("paperless-ngx 3.x, found by its tables");
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.checks()).allMatch(Check::passed);
        assertThat(merge.compare().findings()).isEmpty();
        Links.assertMerged(LINKS.in(target), ofSource, ofTarget);
        assertThat(filesOfDocuments(target, files.resolve("b")))
                .hasSize(5)
                .allSatisfy((title, content) -> assertThat(content).isEqualTo(title + ": original and thumbnail"));
        assertThat(SampleSystem.scalar(
                        target, "SELECT string_agg(llm_api_key, ',') FROM paperless_applicationconfiguration"))
                .isEqualTo("key of B");
        assertThat(SampleSystem.scalar(target, "SELECT string_agg(name, ',') FROM django_migrations"))
                .isEqualTo("0001 of B");
        assertThat(SampleSystem.scalar(
                        target, "SELECT string_agg(username || ':' || password, ',' ORDER BY username) FROM auth_user"))
                .isEqualTo("anna:hash of B,ben:hash of B,user of A:hash of A,user of B:hash of B");

        // when
        RestoreReport again = into(target, backup, files.resolve("b")).run();

        // then
        Links.assertNothingWritten(again);
        Links.assertMerged(LINKS.in(target), ofSource, ofTarget);
    }

    @Test
    void filesOfTheSameNameStayApart(TestDatabase source, TestDatabase target) throws Exception {
        // given
        PAPERLESS.create(source, "A", id -> id);
        PAPERLESS.create(target, "B", id -> id <= 3 ? (id + 1) % 3 + 1 : id);
        target.execute("UPDATE documents_document SET filename = 'A/two.pdf' WHERE title = 'Two of B'");
        Path there = Files.createDirectory(files.resolve("there"));
        Path here = Files.createDirectory(files.resolve("here"));
        write(there, "originals/A/two.pdf", "A");
        write(there, thumbnail(source, "Two of A"), "thumbnail of A");
        write(here, "originals/A/two.pdf", "B");
        write(here, thumbnail(target, "Two of B"), "thumbnail of B");
        BackupResult backup = new Backups(store)
                .of(source)
                .root("originals", there.resolve("originals"))
                .root("thumbnails", there.resolve("thumbnails"))
                .root("archive", Files.createDirectory(there.resolve("archive")))
                .root("bundles", Files.createDirectory(there.resolve("bundles")))
                .shippedModel()
                .run();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .root("originals", here.resolve("originals"))
                .root("thumbnails", here.resolve("thumbnails"))
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).extracting(Failure::code).contains(ErrorCode.FILE_RENAMED);
        for (String instance : List.of("A", "B")) {
            String title = "Two of " + instance;
            String file = SampleSystem.scalar(
                    target, "SELECT filename FROM documents_document WHERE title = '" + title + "'");
            assertThat(Files.readString(here.resolve("originals").resolve(file)))
                    .isEqualTo(instance);
            assertThat(Files.readString(here.resolve(thumbnail(target, title)))).isEqualTo("thumbnail of " + instance);
        }
    }

    private static String thumbnail(TestDatabase database, String title) throws Exception {
        return "thumbnails/%07d.webp"
                .formatted(Integer.parseInt(SampleSystem.scalar(
                        database, "SELECT id FROM documents_document WHERE title = '" + title + "'")));
    }

    private static void write(Path root, String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }

    @Test
    void documentsKeepTheOptionsOfTheirSelectFields(TestDatabase source, TestDatabase target) throws Exception {
        // given
        PAPERLESS.create(source, "A", id -> id);
        PAPERLESS.create(target, "B", id -> id <= 3 ? (id + 1) % 3 + 1 : id);
        addSelectField(source, 40, "A");
        addSelectField(target, 41, "B");
        Links options = new Links()
                .add(
                        "documents_customfieldinstance i JOIN documents_customfield f ON f.id = i.field_id"
                                + " LEFT JOIN jsonb_array_elements(f.extra_data -> 'select_options') o ON o ->> 'id' = i.value_select"
                                + " WHERE i.value_select IS NOT NULL",
                        DOCUMENT,
                        "document_id",
                        "o ->> 'label' || %s",
                        "f.name");
        Map<String, List<String>> ofSource = options.in(source);
        Map<String, List<String>> ofTarget = options.in(target);
        writeFiles(source, files.resolve("a"));
        writeFiles(target, files.resolve("b"));
        BackupResult backup =
                backup(BackupType.FULL, source, files.resolve("a")).run();
        Restores merge = into(target, backup, files.resolve("b"));

        // when
        RestoreReport report = merge.onMatch(OnMatch.KEEP).run();

        // then
        assertThat(report.failure()).isNull();
        Links.assertMerged(options.in(target), ofSource, ofTarget);
        assertThat(merge.compare().tables())
                .filteredOn(table -> table.name().equals("public.documents_customfield"))
                .allMatch(table -> table.changed() == 0);
    }

    private static void addSelectField(TestDatabase database, int id, String instance) throws Exception {
        database.execute("""
                INSERT INTO documents_customfield VALUES (%1$d, '2026-01-01', 'status', 'select',
                  '{"select_options": [{"id": "of both", "label": "open"}, {"id": "of %2$s", "label": "done by %2$s"}]}');
                INSERT INTO documents_customfieldinstance (id, created, value_select, field_id, document_id)
                SELECT %1$d, '2026-01-01', 'of %2$s', %1$d, id FROM documents_document WHERE title = 'Two of %2$s';
                """.formatted(id, instance));
    }

    @Test
    void anExportContainsNoSecret(TestDatabase source, TestDatabase target) throws Exception {
        // given
        PAPERLESS.create(source, "A", id -> id);
        target.execute(PAPERLESS.schema());

        // when
        writeFiles(source, files);
        BackupResult export = backup(BackupType.EXPORT, source, files).run();
        RestoreReport report = into(target, export, files.resolve("new")).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(SampleSystem.scalar(
                        target,
                        "SELECT string_agg(DISTINCT password, '') || (SELECT string_agg(password, '') FROM"
                                + " paperless_mail_mailaccount) || (SELECT llm_api_key FROM paperless_applicationconfiguration)"
                                + " FROM auth_user"))
                .isEqualTo("!");
    }

    private Backups backup(BackupType type, TestDatabase source, Path media) {
        Backups backups = new Backups(store).of(source).type(type).shippedModel();
        ROOTS.forEach(root -> backups.root(root, media.resolve(root)));
        return backups;
    }

    private Restores into(TestDatabase target, BackupResult backup, Path media) {
        Restores restores = new Restores(store, backup).into(target);
        ROOTS.forEach(root -> restores.root(root, media.resolve(root)));
        return restores;
    }

    /** Writes the original of each document, whose content has its checksum, and a thumbnail. */
    private static void writeFiles(TestDatabase database, Path media) throws Exception {
        for (String root : ROOTS) {
            Files.createDirectories(media.resolve(root));
        }
        try (Connection connection = database.connect()) {
            List<List<String>> documents = new Sql(connection)
                    .list(DOCUMENTS, row -> List.of(row.getString(1), row.getString(2), row.getString(3)));
            for (List<String> document : documents) {
                Path original = media.resolve("originals").resolve(document.get(1));
                Files.createDirectories(original.getParent());
                Files.writeString(original, document.get(0));
                Files.writeString(
                        media.resolve("thumbnails").resolve(document.get(2) + ".webp"),
                        "thumbnail of " + document.get(0));
            }
        }
    }

    /** Tells for each document which of its files are its own: the original by its checksum, the thumbnail by its content. */
    private static Map<String, String> filesOfDocuments(TestDatabase database, Path media) throws Exception {
        Map<String, String> told = new TreeMap<>();
        try (Connection connection = database.connect()) {
            List<List<String>> documents = new Sql(connection)
                    .list(
                            DOCUMENTS,
                            row -> List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
            for (List<String> document : documents) {
                try (InputStream original =
                        Files.newInputStream(media.resolve("originals").resolve(document.get(1)))) {
                    boolean own = Sha256.of(original).equals(document.get(3));
                    String thumbnail =
                            Files.readString(media.resolve("thumbnails").resolve(document.get(2) + ".webp"));
                    told.put(
                            document.get(0),
                            document.get(0) + ":" + (own ? " original and" : "")
                                    + (thumbnail.equals("thumbnail of " + document.get(0)) ? " thumbnail" : ""));
                }
            }
        }
        return told;
    }
}
