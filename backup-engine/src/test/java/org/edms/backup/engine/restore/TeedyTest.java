package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.backup.Backups;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of Teedy are merged with its shipped model. */
@Tag("long")
@PostgresTest
class TeedyTest {

    private static final SampleSystem TEEDY = SampleSystem.of("teedy-31.sql", "teedy-instance.sql");
    private static final String USER =
            "(SELECT x.use_username_c || coalesce(x.use_deletedate_d::text, '') FROM t_user x WHERE x.use_id_c = %s)";
    private static final String GROUP = "(SELECT x.grp_name_c FROM t_group x WHERE x.grp_id_c = %s)";
    private static final String TAG = "(SELECT x.tag_name_c FROM t_tag x WHERE x.tag_id_c = %s)";
    private static final String DOCUMENT = "(SELECT x.doc_title_c FROM t_document x WHERE x.doc_id_c = %s)";
    private static final String TARGET =
            "coalesce(%s, %s, (SELECT x.sha_name_c FROM t_share x WHERE x.sha_id_c = %%1$s))"
                    .formatted(USER.replace("%s", "%1$s"), GROUP.replace("%s", "%1$s"));
    private static final String SOURCE =
            "coalesce(%s, %s, (SELECT x.rtm_name_c FROM t_route_model x WHERE x.rtm_id_c = %%1$s))"
                    .formatted(DOCUMENT.replace("%s", "%1$s"), TAG.replace("%s", "%1$s"));
    private static final Links LINKS = new Links()
            .add("t_group", GROUP, "t_group.grp_id_c", GROUP, "t_group.grp_idparent_c")
            .add("t_user_group", USER, "ugp_iduser_c", GROUP, "ugp_idgroup_c")
            .add("t_tag", TAG, "t_tag.tag_id_c", TAG, "t_tag.tag_idparent_c", USER, "tag_iduser_c")
            .add("t_document", DOCUMENT, "t_document.doc_id_c", USER, "doc_iduser_c", "%s", "doc_idfile_c")
            .add("t_file", "%s", "fil_name_c", DOCUMENT, "fil_iddoc_c", USER, "fil_iduser_c")
            .add("t_document_tag", DOCUMENT, "dot_iddocument_c", TAG, "dot_idtag_c")
            .add(
                    "t_document_metadata",
                    DOCUMENT,
                    "dme_iddocument_c",
                    "(SELECT x.met_name_c FROM t_metadata x WHERE x.met_id_c = %s)",
                    "dme_idmetadata_c",
                    "%s",
                    "dme_value_c")
            .add("t_relation", DOCUMENT, "rel_iddocfrom_c", DOCUMENT, "rel_iddocto_c")
            .add("t_contributor", USER, "ctr_iduser_c", DOCUMENT, "ctr_iddoc_c")
            .add("t_comment", DOCUMENT, "com_iddoc_c", USER, "com_iduser_c")
            .add(
                    "t_route_model, jsonb_array_elements(rtm_steps_c::jsonb) e",
                    "%s",
                    "rtm_name_c",
                    TAG,
                    "(e #>> '{transitions,0,actions,0,tag}')")
            .add("t_route_step", "%s", "rtp_name_c", TARGET, "rtp_idtarget_c", USER, "rtp_idvalidatoruser_c")
            .add(
                    "t_route_step, jsonb_array_elements(rtp_transitions_c::jsonb) e",
                    "%s",
                    "rtp_name_c",
                    TAG,
                    "(e #>> '{actions,0,tag}')")
            .add("t_acl", SOURCE, "acl_sourceid_c", TARGET, "acl_targetid_c", "%s", "acl_perm_c")
            .add(
                    "t_audit_log",
                    "%s",
                    "log_message_c",
                    "coalesce(%s, %s, %s)"
                            .formatted(
                                    TAG.replace("%s", "%1$s"),
                                    TARGET.replace("%s", "%1$s"),
                                    DOCUMENT.replace("%s", "%1$s")),
                    "log_identity_c",
                    USER,
                    "log_iduser_c");

    @TempDir
    Path store;

    @TempDir
    Path files;

    @Test
    void everyLinkOfBothInstancesIsInTheMergedOne(TestDatabase source, TestDatabase target) throws Exception {
        // given
        TEEDY.create(source, "A", id -> id);
        TEEDY.create(target, "B", id -> id + 10);
        Map<String, List<String>> ofSource = LINKS.in(source);
        Map<String, List<String>> ofTarget = LINKS.in(target);

        // when
        BackupResult backup = new Backups(store)
                .of(source)
                .shippedModel()
                .root("storage", storage("A"))
                .run();
        Restores merge = new Restores(store, backup).into(target).root("storage", storage("B"));
        RestoreReport report = merge.run();

        // then
        assertThat(backup.manifest().database().model()).startsWith("Teedy, found by its tables");
        assertThat(backup.manifest().findings()).isEmpty();
        assertThat(report.failure()).isNull();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.checks()).allMatch(Check::passed);
        Links.assertMerged(LINKS.in(target), ofSource, ofTarget);
        assertThat(merge.compare().findings()).isEmpty();
        assertThat(files.resolve("B/file-1-A")).hasContent("one of A");
        assertThat(files.resolve("B/file-1-A_thumb")).hasContent("thumbnail of A");
        assertThat(files.resolve("B/file-2-B")).hasContent("two of B");
        assertThat(SampleSystem.scalar(
                        target,
                        "SELECT string_agg(use_username_c || ':' || use_password_c, ',' ORDER BY use_username_c) FROM t_user"
                                + " WHERE use_deletedate_d IS NULL"))
                .isEqualTo("admin:hash of B,anna:hash of B,user of A:hash of A,user of B:hash of B");

        // when
        RestoreReport again = new Restores(store, backup)
                .into(target)
                .root("storage", files.resolve("B"))
                .run();

        // then
        Links.assertNothingWritten(again);
    }

    @Test
    void filesThatAnotherKeyEncryptsAreRefused(TestDatabase source, TestDatabase target) throws Exception {
        // given
        TEEDY.create(source, "A", id -> id);
        TEEDY.create(target, "B", id -> id + 10);
        target.execute("UPDATE t_user SET use_privatekey_c = 'another' WHERE use_id_c = 'admin'");
        BackupResult backup = new Backups(store)
                .of(source)
                .shippedModel()
                .root("storage", storage("A"))
                .run();

        // when
        RestoreReport report = new Restores(store, backup)
                .into(target)
                .root("storage", storage("B"))
                .run();

        // then
        assertThat(report.failure().code()).isEqualTo(ErrorCode.FILE_KEY_DIFFERS);
        assertThat(report.failure().detail()).contains("t_user: admin");
        assertThat(SampleSystem.scalar(target, "SELECT count(*)::text FROM t_document"))
                .isEqualTo("2");
        assertThat(files.resolve("B/file-1-A")).doesNotExist();
    }

    private Path storage(String instance) throws Exception {
        Path storage = Files.createDirectories(files.resolve(instance));
        Files.writeString(storage.resolve("file-1-" + instance), "one of " + instance);
        Files.writeString(storage.resolve("file-1-" + instance + "_thumb"), "thumbnail of " + instance);
        Files.writeString(storage.resolve("file-2-" + instance), "two of " + instance);
        return storage;
    }
}
