package org.edms.backup.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.legacy.rows.ModelCounts;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.manifest.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a fixture references a row, alone and combined. */
class LegacyVariantsTest {

    @TempDir
    Path directory;

    @Test
    void keysAndIdsMeetInOneFile() throws IOException {
        // when
        Converted converted = convert(
                natural("users.user", "'username': 'ann'"),
                withId("users.user", "7", "'username': 'bob'"),
                withId("users.role", "3", "'name': 'Author'"),
                natural("users.role", "'name': 'Reviewer'"),
                natural("users.userrole", "'uuid': 'u1', 'user': ['ann'], 'role': 3"),
                natural("users.userrole", "'uuid': 'u2', 'user': 7, 'role': ['Reviewer']"),
                withId("users.userrole", "9", "'uuid': 'u3', 'user': ['bob'], 'role': ['Author']"));

        // then
        assertThat(names(converted, "u1")).containsExactly("ann", "Author");
        assertThat(names(converted, "u2")).containsExactly("bob", "Reviewer");
        assertThat(names(converted, "u3")).containsExactly("bob", "Author");
        assertThat(row(converted, "users", "username", "bob")).containsEntry("id", "7");
        assertThat(row(converted, "user_roles", "uuid", "u3")).containsEntry("id", "9");
        assertSound(converted);
        assertThat(converted.result().references()).isZero();
    }

    @Test
    void aReferenceMayStandBeforeItsRow() throws IOException {
        // when
        Converted converted = convert(
                natural("users.userrole", "'uuid': 'u1', 'user': ['ann'], 'role': ['Author']"),
                natural("users.role", "'name': 'Author'"),
                natural("users.user", "'username': 'ann'"));

        // then
        assertThat(names(converted, "u1")).containsExactly("ann", "Author");
        assertThat(converted.result().references()).isZero();
    }

    @Test
    void aGeneratedKeyIsNotUsedInTheFile() throws IOException {
        // when
        Converted converted = convert(
                withId("users.user", "1", "'username': 'one', 'manager': 2, 'groups': [3]"),
                natural("audit.audittrail", "'uuid': 'a', 'content_type': ['users', 'user'], 'object_id': '4'"),
                natural("documents.documentcomment", "'document': ['D-1'], 'parent_comment': ['D-1', '5']"),
                withId("users.role", "6", "'name': 'Author', 'created_by': ['gone']"),
                natural("users.user", "'username': 'made', 'created_by': ['gone']"));

        // then
        assertThat(row(converted, "users", "username", "made").get("id")).hasToString("9");
        assertThat(converted.references("users").get(0).get("id")).isNotIn("1", "2", "3", "4", "5", "6", "9");
        assertThat(converted.references("documents").get(0).get("id")).isNotIn("1", "2", "3", "4", "5", "6", "9");
        assertThat(converted.keysTwice()).isEmpty();
    }

    @Test
    void aGeneratedKeyFillsAGapBetweenDistantKeys() throws IOException {
        // when
        Converted converted = convert(
                withId("users.user", "2", "'username': 'two'"),
                natural("users.user", "'username': 'made'"),
                withId("users.user", "999999999999999999", "'username': 'far'"));

        // then
        assertThat(row(converted, "users", "username", "made")).containsEntry("id", "1");
    }

    @Test
    void keysOfAnyDepthAreFoundInAnyOrder() throws IOException {
        // given
        EdmsModel model = ModelFile.parse("""
                format: edms-model/1
                fixtures:
                  a.a: {table: a, key: [name]}
                  a.b: {table: b, key: [a, name], relations: {a: a}}
                  a.c: {table: c, key: [b, name], relations: {b: b}}
                  a.d: {table: d, relations: {c: c}}
                """);
        String fixture = String.join(
                ",",
                natural("a.d", "'c': ['one', 'two', 'three']"),
                natural("a.c", "'b': ['one', 'two'], 'name': 'three'"),
                natural("a.c", "'b': 7, 'name': 'four'"),
                natural("a.d", "'c': ['one', 'seven', 'four']"),
                withId("a.b", "7", "'a': ['one'], 'name': 'seven'"),
                natural("a.b", "'a': ['one'], 'name': 'two'"),
                natural("a.a", "'name': 'one'"));
        Path file = LegacyPackage.migration("[" + fixture + "]").write(directory.resolve("legacy.tar.gz"));

        // when
        Converted converted = Converted.of(file, false, model);

        // then
        assertThat(converted.result().references()).isZero();
        assertThat(converted.rows("d"))
                .extracting(row -> row.get("c_id"))
                .containsExactly(
                        converted.rows("c").get(0).get("id"),
                        converted.rows("c").get(1).get("id"));
        assertSound(converted);
    }

    @Test
    void anIdWithoutARowIsKeptAndReported() throws IOException {
        // when
        Converted converted = convert(
                natural("users.role", "'name': 'Author'"), withId("users.user", "1", "'username': 'a', 'manager': 3"));

        // then
        assertThat(converted.rows("users").get(0)).containsEntry("manager_id", "3");
        assertThat(converted.rows("users")).hasSize(1);
        assertThat(converted.references("users")).isEmpty();
        assertThat(converted.findings(Finding.Kind.REFERENCE_UNRESOLVED)).isEqualTo(1);
        assertThat(converted.manifest().findings())
                .extracting(Finding::detail)
                .containsExactly("it references users.user 3, which is not in the file");
    }

    @Test
    void anIdInsideAKeyIsReportedOnce() throws IOException {
        // when
        Converted converted = convert(natural("auth.permission", "'codename': 'fly', 'content_type': 99"));

        // then
        assertThat(converted.findings(Finding.Kind.REFERENCE_UNRESOLVED)).isEqualTo(1);
    }

    @Test
    void aRowThatIsNotThereBecomesOneReferenceHoweverManyPointToIt() throws IOException {
        // when
        Converted converted = convert(
                natural("documents.documenttype", "'code': 'POL', 'created_by': ['gone']"),
                natural("documents.document", "'document_number': 'D-1', 'author': ['gone'], 'document_type': ['POL']"),
                natural("documents.document", "'document_number': 'D-2', 'author': ['other'], 'document_type': ['X']"));

        // then
        assertThat(converted.references("users"))
                .extracting(row -> row.get("username"))
                .containsExactly("gone", "other");
        assertThat(converted.references("users").get(0)).containsOnlyKeys("id", "username");
        assertThat(converted.references("document_types")).hasSize(1);
        assertThat(converted.account("users.user")).contains(new ModelCounts("users.user", "users", 0, 0, 0, 2));
        assertSound(converted);
    }

    @Test
    void aKeyWithinAKeyIsFollowed() throws IOException {
        // when
        Converted converted = convert(
                natural("contenttypes.contenttype", "'app_label': 'documents', 'model': 'document'"),
                natural(
                        "auth.group",
                        "'name': 'G', 'permissions': [['review', 'documents', 'document'], ['fly', 'air', 'plane']]"),
                natural("auth.permission", "'codename': 'review', 'content_type': ['documents', 'document']"));

        // then
        String review = converted.rows("auth_permission").get(0).get("id");
        Map<String, String> fly = converted.references("auth_permission").get(0);
        Map<String, String> plane = converted.references("django_content_type").get(0);
        assertThat(converted.rows("auth_group_permissions"))
                .extracting(row -> row.get("permission_id"))
                .containsExactly(review, fly.get("id"));
        assertThat(fly).containsEntry("codename", "fly").containsEntry("content_type_id", plane.get("id"));
        assertThat(plane).containsEntry("app_label", "air").containsEntry("model", "plane");
        assertThat(converted.references("auth_permission")).hasSize(1);
        assertSound(converted);
    }

    @Test
    void aKeyWithinAKeyIsFollowedWhereHalfOfItIsAnId() throws IOException {
        // when
        Converted converted = convert(
                natural("auth.permission", "'codename': 'review', 'content_type': 12"),
                natural("auth.group", "'name': 'G', 'permissions': [['review', 'documents', 'document']]"),
                withId("contenttypes.contenttype", "12", "'app_label': 'documents', 'model': 'document'"));

        // then
        assertThat(converted.rows("auth_group_permissions").get(0).get("permission_id"))
                .isEqualTo(converted.rows("auth_permission").get(0).get("id"));
        assertThat(converted.result().references()).isZero();
        assertSound(converted);
    }

    @Test
    void listsOfIdsBecomeRowsToo() throws IOException {
        // when
        Converted converted = convert(
                withId("auth.group", "1", "'name': 'A'"),
                withId("auth.group", "2", "'name': 'B'"),
                natural("users.user", "'username': 'ann', 'groups': [1, 2], 'user_permissions': []"));

        // then
        String ann = converted.rows("users").get(0).get("id");
        assertThat(converted.rows("users_groups"))
                .containsExactly(Map.of("user_id", ann, "group_id", "1"), Map.of("user_id", ann, "group_id", "2"));
        assertThat(converted.rows("users").get(0)).doesNotContainKeys("groups", "user_permissions");
        assertThat(converted.account("users.user").orElseThrow().joined()).isEqualTo(2);
    }

    @Test
    void aStateIsKnownByItsCodeWhereverItIs() throws IOException {
        // when
        Converted converted = convert(
                withId("workflows.documentstate", "'APPROVED'", "'name': 'Approved'"),
                natural("workflows.documentstate", "'name': 'Draft'"),
                natural("documents.document", "'document_number': 'D-1'"),
                natural(
                        "workflows.documentworkflow",
                        "'document': ['D-1'], 'workflow_type': 'REVIEW', 'current_state': ['APPROVED']"),
                natural(
                        "workflows.documentworkflow",
                        "'document': ['D-2'], 'workflow_type': 'REVIEW', 'current_state': 'DRAFT'"));

        // then
        assertThat(converted.rows("workflow_document_states"))
                .extracting(row -> row.get("code"))
                .containsExactly("APPROVED", "\\N");
        assertThat(converted.rows("document_workflows"))
                .extracting(row -> row.get("current_state_id"))
                .containsExactly("APPROVED", "DRAFT");
        assertThat(converted.references("workflow_document_states")).containsExactly(Map.of("code", "DRAFT"));
        assertThat(converted.findings(Finding.Kind.KEY_LOST)).isEqualTo(1);
        assertSound(converted);
    }

    @Test
    void aKeyThatHoldsAnIdIsResolvedWhereTheIdIs() throws IOException {
        // when
        Converted converted = convert(
                natural("documents.document", "'document_number': 'D-1'"),
                withId("documents.documentcomment", "17", "'document': ['D-1'], 'uuid': 'c1'"),
                natural(
                        "documents.documentcomment",
                        "'document': ['D-1'], 'uuid': 'c2', 'parent_comment': ['D-1', '17']"),
                natural(
                        "documents.documentcomment",
                        "'document': ['D-1'], 'uuid': 'c3', 'parent_comment': ['D-1', '18']"));

        // then
        assertThat(row(converted, "document_comments", "uuid", "c2")).containsEntry("parent_comment_id", "17");
        assertThat(row(converted, "document_comments", "uuid", "c3")).containsEntry("parent_comment_id", "18");
        assertThat(converted.findings(Finding.Kind.REFERENCE_UNRESOLVED)).isEqualTo(1);
        assertThat(converted.rows("document_comments"))
                .extracting(row -> row.get("id"))
                .doesNotContain("18");
    }

    @Test
    void longKeysAreFollowedToTheirEnd() throws IOException {
        // when
        Converted converted = convert(
                natural("backup.backupconfiguration", "'name': 'daily'"),
                natural("backup.backupjob", "'configuration': ['daily'], 'uuid': 'j1'"),
                natural("backup.restorejob", "'backup_job': ['daily', 'j1'], 'uuid': 'r1'"),
                natural("backup.restorejob", "'backup_job': ['weekly', 'j2'], 'uuid': 'r2'"));

        // then
        assertThat(row(converted, "restore_jobs", "uuid", "r1").get("backup_job_id"))
                .isEqualTo(converted.rows("backup_jobs").get(0).get("id"));
        assertThat(converted.references("backup_jobs").get(0))
                .containsEntry("uuid", "j2")
                .containsEntry(
                        "configuration_id",
                        converted.references("backup_configurations").get(0).get("id"));
        assertSound(converted);
    }

    @Test
    void aGenericReferenceIsReportedUnlessItsRowKeepsItsId() throws IOException {
        // when
        Converted converted = convert(
                withId("contenttypes.contenttype", "5", "'app_label': 'users', 'model': 'user'"),
                withId("users.user", "121", "'username': 'ann'"),
                natural("users.role", "'name': 'R'"),
                natural("audit.audittrail", "'uuid': 'a', 'content_type': ['users', 'user'], 'object_id': '121'"),
                natural("audit.audittrail", "'uuid': 'b', 'content_type': 5, 'object_id': '121'"),
                natural("audit.audittrail", "'uuid': 'c', 'content_type': 5, 'object_id': '122'"),
                natural("audit.audittrail", "'uuid': 'd', 'content_type': ['users', 'role'], 'object_id': '1'"),
                natural("audit.audittrail", "'uuid': 'e', 'content_type': null, 'object_id': null"));

        // then
        assertThat(converted.rows("audit_trail"))
                .extracting(row -> row.get("object_id"))
                .containsExactly("121", "121", "122", "1", "\\N");
        assertThat(converted.findings(Finding.Kind.GENERIC_UNRESOLVED)).isEqualTo(2);
        assertThat(converted.rows("roles").get(0).get("id")).isNotEqualTo("1");
    }

    @Test
    void anEmptyKeyIsAKeyLikeAnyOther() throws IOException {
        // when
        Converted converted = convert(
                natural("documents.documenttype", "'code': '', 'name': 'POL'"),
                natural("documents.documenttype", "'code': 'POL', 'name': 'Policy'"),
                natural("documents.document", "'document_number': 'D-1', 'document_type': ['POL']"),
                natural("documents.document", "'document_number': 'D-2', 'document_type': ['']"));

        // then
        List<Map<String, String>> types = converted.rows("document_types");
        assertThat(converted.rows("documents"))
                .extracting(row -> row.get("document_type_id"))
                .containsExactly(types.get(1).get("id"), types.get(0).get("id"));
    }

    @Test
    void valuesKeepAllTheirDigits() throws IOException {
        // when
        Converted converted = convert(withId(
                "users.user",
                "1",
                "'username': 'tab\\tline\\nback\\\\slash \\u00e9\\ud83d\\udcc4', 'first_name': '\\\\N', "
                        + "'is_staff': false, 'ratio': 1.10, 'big': 123456789012345678901234567890, "
                        + "'days': [6], 'metadata': 'plain', 'metadata2': {'b': 1.50, 'a': 'x\\ny'}, 'last': null"));

        // then
        assertThat(converted.rows("users").get(0))
                .containsEntry("username", "tab\\tline\\nback\\\\slash é\uD83D\uDCC4")
                .containsEntry("first_name", "\\\\N")
                .containsEntry("is_staff", "f")
                .containsEntry("ratio", "1.10")
                .containsEntry("big", "123456789012345678901234567890")
                .containsEntry("days", "[6]")
                .containsEntry("metadata", "\"plain\"")
                .containsEntry("metadata2", "{\"b\":1.50,\"a\":\"x\\\\ny\"}")
                .containsEntry("last", "\\N");
    }

    @Test
    void aFieldMissingFromSomeRecordsIsNullAndReported() throws IOException {
        // when
        Converted converted =
                convert(natural("users.role", "'name': 'A', 'module': 'O1'"), natural("users.role", "'name': 'B'"));

        // then
        assertThat(row(converted, "roles", "name", "B")).containsEntry("module", "\\N");
        assertThat(converted.findings(Finding.Kind.FIELD_MISSING)).isEqualTo(1);
    }

    @Test
    void twoRowsOfOnePrimaryKeyAreRefused() {
        assertThatThrownBy(() ->
                        convert(withId("users.role", "3", "'name': 'A'"), withId("users.role", "3", "'name': 'B'")))
                .hasMessageContaining("KEY_AMBIGUOUS")
                .hasMessageContaining("record 2 (users.role)");
    }

    @Test
    void amongTwoRowsWithTheSameNameNoneIsChosen() throws IOException {
        // given
        String one = natural("backup.backupconfiguration", "'name': 'daily', 'uuid': 'a'");
        String other = natural("backup.backupconfiguration", "'name': 'daily', 'uuid': 'b'");

        // then
        assertThat(convert(one, other).rows("backup_configurations")).hasSize(2);
        assertThatThrownBy(() ->
                        convert(one, other, natural("backup.backupjob", "'configuration': ['daily'], 'uuid': 'j'")))
                .hasMessageContaining("KEY_AMBIGUOUS")
                .hasMessageContaining("backup.backupconfiguration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model': 'sessions.session', 'pk': 'x', 'fields': {}} | MODEL_INVALID | sessions.session",
                "{'model': 'users.user', 'pk': [1], 'fields': {}} | PACKAGE_CORRUPT | record 1",
                "{'model': 'users.user', 'fields': []} | PACKAGE_CORRUPT | record 1",
                "{'fields': {}} | PACKAGE_CORRUPT | record 1",
                "{'model': 'users.user', 'fields': {'manager': {}}} | PACKAGE_CORRUPT | record 1",
                "{'model': 'users.user', 'fields': {'manager': ['a', 'b']}} | PACKAGE_CORRUPT | 1 parts",
                "{'model': 'users.user', 'fields': {'manager': [['a']]}} | PACKAGE_CORRUPT | is not a key of users.user",
                "{'model': 'users.user', 'fields': {'username': '\\ud83d'}} | PACKAGE_CORRUPT | half a character",
                "{'model': 'users.user', 'fields': {'a': 1, 'a': 2}} | PACKAGE_CORRUPT | after record 0",
                "{'model': 'users.mfadevice', 'fields': {'user': ['a']}}, 5 | PACKAGE_CORRUPT | after record 1",
                "{'model': 'placeholders.documentgeneration', 'pk': 1, 'fields': {'template': ['a']}} "
                        + "| FORM_UNSUPPORTED | placeholders.documenttemplate"
            })
    void contentThatCannotBeConvertedIsRejectedWithItsRecord(String example) {
        String[] parts = example.split(" \\| ", -1);

        assertThatThrownBy(() -> convert(parts[0].replace('\'', '"')))
                .hasMessageContaining(parts[1])
                .hasMessageContaining(parts[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFF",
                "Loading settings\n",
                "[2025-12-09 10:01:41] INFO begin\n2025-12-09 WARNING {'a': [1]}\n\n  ",
                "[\nnot yet\n"
            })
    void logLinesBeforeTheRecordsAreSkipped(String log) throws IOException {
        // given
        Path file = directory.resolve("dump.json");
        String records = log + "[\n  " + natural("users.role", "'name': 'A'") + "\n]\n";
        Files.writeString(file, records, StandardCharsets.UTF_8);

        // then
        assertThat(Converted.of(file).result().written()).isEqualTo(1);
    }

    @Test
    void theReferencesOfAHandEditedFileAreFoundElsewhere() throws IOException {
        // when
        Converted converted = convert(
                natural("users.user", "'username': 'ann_restored', 'created_by': null"),
                natural("users.role", "'name': 'Author_restored', 'created_by': null"),
                natural("users.userrole", "'uuid': 'u', 'user': ['ann'], 'role': ['Author'], 'assigned_by': null"));

        // then
        assertThat(converted.references("users").get(0)).containsEntry("username", "ann");
        assertThat(converted.references("roles").get(0)).containsEntry("name", "Author");
        assertSound(converted);
    }

    private Converted convert(String... records) throws IOException {
        String fixture = "[" + String.join(",\n", records) + "]";
        return Converted.of(LegacyPackage.migration(fixture).write(directory.resolve("legacy.tar.gz")));
    }

    private static String natural(String model, String fields) {
        return "{'model': '%s', 'fields': {%s}}".formatted(model, fields).replace('\'', '"');
    }

    private static String withId(String model, String id, String fields) {
        return "{'model': '%s', 'pk': %s, 'fields': {%s}}"
                .formatted(model, id, fields)
                .replace('\'', '"');
    }

    private static Map<String, String> row(Converted converted, String table, String column, String value) {
        List<Map<String, String>> rows = converted.rows(table).stream()
                .filter(row -> row.get(column).equals(value))
                .collect(Collectors.toList());
        return Optional.of(rows)
                .filter(found -> found.size() == 1)
                .orElseThrow()
                .get(0);
    }

    /** Returns the names of the user and the role that a row of user roles references. */
    private static List<String> names(Converted converted, String uuid) {
        Map<String, String> userRole = row(converted, "user_roles", "uuid", uuid);
        return List.of(
                row(converted, "users", "id", userRole.get("user_id")).get("username"),
                row(converted, "roles", "id", userRole.get("role_id")).get("name"));
    }

    private static void assertSound(Converted converted) {
        assertThat(converted.danglingValues()).isEmpty();
        assertThat(converted.keysTwice()).isEmpty();
        assertThat(converted.result().read()).isEqualTo(converted.result().written());
    }
}
