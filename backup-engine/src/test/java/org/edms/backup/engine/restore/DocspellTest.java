package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.engine.draft.ModelReview;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of Docspell are merged with its shipped model. */
@Tag("long")
@PostgresTest
class DocspellTest {

    private static final SampleSystem DOCSPELL = SampleSystem.of("docspell.sql", "docspell-instance.sql");

    private static final String COLLECTIVE = "(SELECT c.name FROM collective c WHERE c.id::text = %s::text)";
    private static final String USER = named("user_", "uid", "login");
    private static final String ORGANIZATION = named("organization", "oid", "name");
    private static final String PERSON = named("person", "pid", "name");
    private static final String EQUIPMENT = named("equipment", "eid", "name");
    private static final String FOLDER = named("folder", "id", "name");
    private static final String TAG = named("tag", "tid", "name");
    private static final String FIELD = named("custom_field", "id", "name");
    private static final String ITEM = named("item", "itemid", "name");
    private static final String BOOKMARK = named("query_bookmark", "id", "name");
    private static final String ADDON = named("addon_archive", "id", "name");
    private static final String MAIL = "(SELECT x.recipients FROM notification_channel_mail x WHERE x.id = %s)";
    private static final String GOTIFY =
            "(SELECT o.name || ' of ' || %s FROM notification_channel_gotify o WHERE o.id = %%s)"
                    .formatted(USER.formatted("o.uid"));
    private static final String ATTACHMENT = "(SELECT o.name || ' of ' || %s FROM attachment o WHERE o.attachid = %%s)"
            .formatted(ITEM.formatted("o.itemid"));

    /** A file by the collective in its id, and by the digest of its content. */
    private static final String FILE = """
            (SELECT coalesce(%s, 'nobody') || '/' || split_part(m.file_id, '/', 2) || ' ' || m.length || ' ' ||
               (SELECT encode(sha256(string_agg(p.chunk_data, ''::bytea ORDER BY p.chunk_nr)), 'hex')
                  FROM filechunk p WHERE p.file_id = m.file_id)
             FROM filemeta m WHERE m.file_id = %%s)
            """.formatted(COLLECTIVE.formatted("split_part(m.file_id, '/', 1)"));

    private static final Links LINKS = new Links();

    static {
        link("user_", USER, "uid", COLLECTIVE, "coll_id");
        link("empty_trash_setting", "%s", "schedule", COLLECTIVE, "coll_id");
        link("organization", ORGANIZATION, "oid", COLLECTIVE, "coll_id");
        link("person", PERSON, "pid", ORGANIZATION, "oid", COLLECTIVE, "coll_id");
        link("contact", "%s", "value_", PERSON, "pid", ORGANIZATION, "oid");
        link("equipment", EQUIPMENT, "eid", COLLECTIVE, "coll_id");
        link("folder", FOLDER, "id", USER, "owner", COLLECTIVE, "coll_id");
        link("folder_member", FOLDER, "folder_id", USER, "user_id");
        link("tag", TAG, "tid", COLLECTIVE, "coll_id");
        link("custom_field", FIELD, "id", COLLECTIVE, "coll_id");
        link("source", "%s", "abbrev", FOLDER, "folder_id", COLLECTIVE, "coll_id");
        link("tagsource", "(SELECT s.abbrev FROM source s WHERE s.sid = %s)", "source_id", TAG, "tag_id");
        link("useremail", "%s", "name", USER, "uid");
        link("userimap", "%s", "name", USER, "uid");

        link(
                "item",
                ITEM,
                "itemid",
                ORGANIZATION,
                "corrorg",
                PERSON,
                "corrperson",
                PERSON,
                "concperson",
                EQUIPMENT,
                "concequipment",
                FOLDER,
                "folder_id",
                COLLECTIVE,
                "coll_id");
        link("item_link", ITEM, "item1", ITEM, "item2", COLLECTIVE, "coll_id");
        link(
                "item_proposal",
                ITEM,
                "itemid",
                ORGANIZATION,
                "classifier_proposals::jsonb #>> '{proposals,0,values,0,ref,id}'",
                TAG,
                "classifier_tags::jsonb #>> '{0,id}'");
        link("tagitem", ITEM, "itemid", TAG, "tid");
        link("custom_field_value", ITEM, "item_id", FIELD, "field", "%s", "field_value");
        link("attachment", ITEM, "itemid", FILE, "filemetaid");
        link("attachment_source", ATTACHMENT, "id", FILE, "file_id");
        link("attachment_archive", ATTACHMENT, "id", FILE, "file_id");
        link("attachment_preview", ATTACHMENT, "id", FILE, "file_id");
        link(
                "attachmentmeta, jsonb_path_query(itemproposals::jsonb, '$.proposals[0].values[*].ref.id') e",
                ATTACHMENT,
                "attachid",
                ORGANIZATION,
                "e #>> '{}'");
        link("filemeta", FILE, "file_id");
        link("classifier_model", COLLECTIVE, "coll_id", "split_part(%s, '/', 2)", "file_id");

        link(
                "query_bookmark WHERE name = 'invoices'",
                TAG,
                "substring(query from 'tag.id:\"([^\"]+)\"')",
                FOLDER,
                "substring(query from 'folder.id=\"([^\"]+)\"')",
                FIELD,
                "substring(query from 'f.id:([a-z0-9-]+)')",
                COLLECTIVE,
                "coll_id");
        link(
                "query_bookmark WHERE __user_id <> '-'",
                "%s",
                "name",
                USER,
                "user_id",
                USER,
                "__user_id",
                "coalesce(%s, %s)".formatted(ORGANIZATION.replace("%s", "%1$s"), ITEM.replace("%s", "%1$s")),
                "substring(query from '\"([^\"]+)\"')");
        link("item_share", "%s", "name", USER, "user_id", EQUIPMENT, "substring(query from '\"([^\"]+)\"')");
        link(
                "client_settings_collective",
                COLLECTIVE,
                "coll_id",
                BOOKMARK,
                "substring(settings_data from 'bookmark:([^\"]+)')");
        link("client_settings_user", USER, "user_id");

        link(
                "notification_channel_mail",
                MAIL,
                "id",
                USER,
                "uid",
                "(SELECT x.name FROM useremail x WHERE x.id = %s)",
                "conn_id");
        link("notification_channel_gotify", GOTIFY, "id");
        link("notification_channel_matrix", USER, "uid");
        link("notification_channel_http", USER, "uid");
        link("notification_hook", "%s", "id", USER, "uid");
        link("notification_hook_event", "%s", "hook_id", "%s", "event_type");
        link("notification_hook_channel", "%s", "hook_id", MAIL, "channel_mail", GOTIFY, "channel_gotify");
        link(
                "periodic_task",
                "%s",
                "subject",
                "coalesce(%s, %s)".formatted(COLLECTIVE.replace("%s", "%1$s"), "%1$s"),
                "group_",
                "coalesce(%s, %s, %s)".formatted(COLLECTIVE.replace("%s", "%1$s"), USER.replace("%s", "%1$s"), "%1$s"),
                "submitter",
                COLLECTIVE,
                "coalesce(args::jsonb ->> 'collective', args::jsonb ->> 'collectiveId', args::jsonb #>> '{account,collectiveId}')",
                USER,
                "args::jsonb #>> '{account,userId}'",
                MAIL,
                "args::jsonb #>> '{channels,0,id}'",
                GOTIFY,
                "args::jsonb #>> '{channels,0,id}'",
                FOLDER,
                "args::jsonb ->> 'itemFolder'",
                TAG,
                "args::jsonb #>> '{tags,0}'",
                TAG,
                "args::jsonb #>> '{tagsInclude,0}'",
                TAG,
                "args::jsonb #>> '{tagsExclude,0}'",
                TAG,
                "substring(args::jsonb ->> 'query' from '\"([^\"]+)\"')",
                BOOKMARK,
                "args::jsonb ->> 'bookmark'");
        link(
                "periodic_task WHERE task = 'empty-trash'",
                "%s",
                "subject",
                COLLECTIVE,
                "split_part(periodic_task.id, '.', 3)");
        link(
                "job",
                "%s",
                "jid",
                COLLECTIVE,
                "group_",
                COLLECTIVE,
                "coalesce(args::jsonb #>> '{meta,collective}', args::jsonb ->> 'collective',"
                        + " args::jsonb ->> 'collectiveId', args::jsonb #>> '{account,collectiveId}')",
                COLLECTIVE,
                "(args::jsonb #>> '{files,0,fileMetaId,collective}')",
                FOLDER,
                "coalesce(args::jsonb #>> '{meta,folderId}', args::jsonb ->> 'itemFolder')",
                "(SELECT x.subject FROM periodic_task x WHERE x.id = %s)",
                "tracker");
        link("sentmail", "%s", "subject", USER, "uid");
        link("sentmailitem", ITEM, "item_id", "(SELECT x.subject FROM sentmail x WHERE x.id = %s)", "sentmail_id");
        link("addon_archive", ADDON, "id", COLLECTIVE, "coll_id");
        link("addon_run_config", "%s", "name", USER, "user_id", COLLECTIVE, "coll_id");
        link(
                "addon_run_config_addon",
                "(SELECT x.name FROM addon_run_config x WHERE x.id = %s)",
                "addon_run_config_id",
                ADDON,
                "addon_id");
    }

    @TempDir
    Path store;

    @TempDir
    Path files;

    @Test
    void everyLinkOfBothInstancesIsInTheMergedOne(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DOCSPELL.create(source, "A", id -> id);
        DOCSPELL.create(target, "B", id -> id <= 2 ? 3 - id : id + 10);
        Map<String, List<String>> ofSource = LINKS.in(source);
        Map<String, List<String>> ofTarget = LINKS.in(target);

        // when
        BackupResult backup = backup(source, BackupType.DATABASE);
        Restores merge = new Restores(store, backup).into(target);
        RestoreReport report = merge.run();

        // then
        assertThat(backup.manifest().database().model()).startsWith("Docspell, found by its tables");
        assertThat(backup.manifest().findings()).isEmpty();
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.checks()).allMatch(Check::passed);
        Links.assertMerged(LINKS.in(target), ofSource, ofTarget);
        assertThat(merge.compare().findings()).isEmpty();
        assertThat(SampleSystem.scalar(
                        target,
                        "SELECT string_agg(login || ':' || password, ',' ORDER BY login) FROM user_ WHERE coll_id = 2"))
                .isEqualTo("anna:hash of B,user of A:hash of A,user of B:hash of B");
        assertThat(SampleSystem.scalar(target, "SELECT string_agg(internal_route_key, ',') FROM internal_setting"))
                .isEqualTo("key of B");

        // when
        RestoreReport again = new Restores(store, backup).into(target).run();

        // then
        Links.assertNothingWritten(again);
    }

    @Test
    void anInstanceReplacesAnother(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DOCSPELL.create(source, "A", id -> id);
        BackupResult backup = backup(source, BackupType.DATABASE);

        // when
        Restores replace = new Restores(store, backup).into(target).mode(RestoreMode.REPLACE);

        // then
        assertThat(replace.run().failure()).isNull();
        assertThat(LINKS.in(target)).isEqualTo(LINKS.in(source));
        assertThat(SampleSystem.scalar(target, "SELECT string_agg(server_secret, ',') FROM node"))
                .isEqualTo("secret of A");
    }

    @Test
    void anExportContainsNoSecret(TestDatabase source, TestDatabase target) throws Exception {
        // given
        DOCSPELL.create(source, "A", id -> id);
        target.execute(DOCSPELL.schema());

        // when
        RestoreReport report = new Restores(store, backup(source, BackupType.EXPORT))
                .into(target)
                .run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(SampleSystem.scalar(target, """
                        SELECT count(*) FILTER (WHERE secret ~ 'of A') || ' of ' || count(*) FROM (
                            SELECT password FROM user_ UNION ALL SELECT pass FROM collective_password
                            UNION ALL SELECT smtp_password FROM useremail UNION ALL SELECT imap_password FROM userimap
                            UNION ALL SELECT app_key FROM notification_channel_gotify
                            UNION ALL SELECT access_token FROM notification_channel_matrix
                            UNION ALL SELECT pass FROM item_share) s (secret)""")).isEqualTo("0 of 10");
        assertThat(SampleSystem.scalar(
                        target,
                        "SELECT count(*)::text FROM (SELECT user_id FROM totp UNION ALL SELECT id FROM rememberme"
                                + " UNION ALL SELECT id FROM node UNION ALL SELECT id FROM internal_setting"
                                + " UNION ALL SELECT jid FROM job) omitted"))
                .isEqualTo("0");
    }

    @Test
    void theModelCoversTheDatabase(TestDatabase source) throws Exception {
        // given
        DOCSPELL.create(source, "A", id -> id);
        EdmsModel model = ShippedModels.find("Docspell").orElseThrow();

        // when
        ModelReview review = ModelReview.of(Database.parse(source.url(), null), model);

        // then
        assertThat(review.misfits()).isEmpty();
        assertThat(review.ambiguous()).isEmpty();
        assertThat(review.uncovered()).isEmpty();
    }

    private BackupResult backup(TestDatabase source, BackupType type) throws Exception {
        return new Backups(store)
                .of(source)
                .type(type)
                .root("none", Files.createDirectories(files))
                .shippedModel()
                .run();
    }

    /** Adds links; a column without its table is one of the first table. */
    private static void link(String from, String... ends) {
        String table = from.split("[ ,]", 2)[0];
        for (int i = 1; i < ends.length; i += 2) {
            ends[i] = ends[i].matches("\\w+") ? table + "." + ends[i] : ends[i];
        }
        LINKS.add(from, ends);
    }

    private static String named(String table, String id, String name) {
        return "(SELECT x.%s || ' in ' || %s FROM %s x WHERE x.%s = %%s)"
                .formatted(name, COLLECTIVE.formatted("x.coll_id"), table, id);
    }
}
