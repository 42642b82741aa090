package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.legacy.Conversion;
import org.edms.backup.engine.legacy.ConversionRequest;
import org.edms.backup.engine.legacy.ConversionResult;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.testing.From;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores a package of the earlier system from the field into systems other than the one it came from. */
@PostgresTest
class LegacyRestoreTest {

    private static final int RECORDS = 491;

    @TempDir
    Path store;

    private ConversionResult converted;

    @BeforeEach
    void convert() throws IOException {
        convert(Path.of("src/test/resources/org/edms/backup/engine/legacy/sample"), "converted.tar.zst");
    }

    private void convert(Path directory, String name) throws IOException {
        Path legacy = store.resolve("legacy.tar.gz");
        pack(directory, legacy);
        converted = new Conversion(
                        new DirectoryStore(store),
                        new ConversionRequest(
                                legacy,
                                Restores.edmsModel(),
                                false,
                                new ConversionRequest.To(PackageFileName.parse(name), false, List.of(), List.of()),
                                "tester",
                                "edms-backup test",
                                2),
                        Clock.systemUTC())
                .run();
    }

    @Test
    void aReinitialisedSystemContainsAllRows(@From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        new DemoEdms(target.dataSource(), store.resolve("app")).reinitialise();
        String before = states(target);

        // when
        RestoreReport report = restores().into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(converted.read()).isEqualTo(RECORDS);
        assertThat(report.addsUp()).isTrue();
        assertThat(report.rows().inPackage()).isGreaterThanOrEqualTo(RECORDS);
        assertThat(report.rows().quarantined()).isZero();
        assertThat(states(target)).isEqualTo(before);
        assertThat(report.warnings())
                .extracting(warning -> warning.detail())
                .anyMatch(detail ->
                        detail.startsWith("1 of 1 files referenced by public.documents.file_path do not exist"));
        assertThat(Portrait.of(target, Restores.edmsModel()).tables().toString())
                .doesNotContain("NOWHERE");
        assertThat(scalar(
                        target,
                        "SELECT u.username || ' ' || t.code FROM documents d JOIN users u ON u.id = d.author_id "
                                + "JOIN document_types t ON t.id = d.document_type_id"))
                .isEqualTo("author01 POL");
    }

    @Test
    void anEmptySystemGetsAllButTheStatesThatLostTheirKey(TestDatabase target) throws Exception {
        // given
        new DemoEdms(target.dataSource(), store.resolve("app")).createSchema();

        // when
        RestoreReport report = restores().into(target).allowPartial().run();

        // then
        assertThat(report.committed()).isTrue();
        assertThat(report.addsUp()).isTrue();
        assertThat(report.setAside())
                .hasSize(19)
                .allMatch(row -> row.table().equals("public.workflow_document_states"));
        assertThat(report.rows().inPackage()).isEqualTo(report.rows().inserted() + 19);
        assertThat(Portrait.of(target, Restores.edmsModel()).tables().toString())
                .doesNotContain("NOWHERE");
    }

    @Test
    void aTableMayHaveRowsToRestoreAndRowsThatAreOnlyReferenced(@From(SmallEdms.class) TestDatabase target)
            throws Exception {
        // given
        Path directory = Files.createDirectories(store.resolve("few/database")).getParent();
        Files.writeString(
                directory.resolve("metadata.json"), "{\"export_timestamp\": \"2025-12-09T10:01:41.379308+00:00\"}");
        Files.writeString(directory.resolve("database/database_backup.json"), """
                [{"model": "users.user", "fields": {"username": "clerk", "password": "", "first_name": "", "last_name": "",
                  "email": "clerk@example.org", "uuid": "8d27aa87-b22a-41ab-9876-aad732f1270d", "is_superuser": false,
                  "is_staff": false, "is_active": true, "date_joined": "2025-11-22T08:56:00.322Z", "phone_number": "",
                  "department": "", "position": "", "is_validated": false, "mfa_enabled": false,
                  "failed_login_attempts": 0, "password_changed_at": "2025-11-22T08:56:00.323Z", "created_at": "2025-11-22T08:56:00.323Z",
                  "updated_at": "2025-11-22T08:56:00.323Z", "metadata": {}}},
                 %s, %s]
                """.formatted(
                documentType("INS", scalar(target, "SELECT min(username) FROM users")), documentType("GHO", "ghost")));
        convert(directory, "few.tar.zst");

        // when
        RestoreReport report = restores().into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(
                        target,
                        "SELECT u.username = (SELECT min(username) FROM users WHERE username <> 'clerk') FROM document_types t "
                                + "JOIN users u ON u.id = t.created_by_id WHERE t.code = 'INS'"))
                .isEqualTo("t");
        assertThat(scalar(target, "SELECT count(*) FROM users WHERE username = 'clerk'"))
                .isEqualTo("1");
        assertThat(scalar(
                        target,
                        "SELECT u.username || ' ' || u.is_active FROM document_types t JOIN users u ON u.id = t.created_by_id "
                                + "WHERE t.code = 'GHO'"))
                .isEqualTo("ghost false");
    }

    @Test
    void aRowMatchedByItsUuidIsReportedAsSuch(@From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        String uuid = scalar(target, "SELECT uuid FROM document_types ORDER BY id LIMIT 1");
        String code = scalar(target, "SELECT code FROM document_types ORDER BY id LIMIT 1");
        records(
                "renamed",
                "[" + documentType("NEWCODE", "ghost").replaceAll("\"uuid\": \"[^\"]*\"", "\"uuid\": \"" + uuid + "\"")
                        + "]");

        // when
        RestoreReport report = restores().into(target).dryRun().run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(report.warnings())
                .filteredOn(warning -> warning.code() == ErrorCode.ROW_RENAMED)
                .extracting(warning -> warning.detail())
                .containsExactly("1 rows of public.document_types match by uuid and have another code: '" + code
                        + "' in the target is 'NEWCODE' in the package");
        assertThat(report.identityMaps())
                .filteredOn(map -> map.table().equals("public.document_types"))
                .extracting(map -> map.byUuid())
                .containsExactly(1L);
    }

    @Test
    void anUnknownContentTypeDoesNotCostTheRow(@From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        records("types", "[%s, %s]".formatted(trail(1, "[\"reports\", \"report\"]"), trail(2, "99")));

        // when
        RestoreReport report = restores().into(target).run();

        // then
        assertThat(report.failure()).isNull();
        assertThat(scalar(
                        target,
                        "SELECT count(*) FROM audit_trail WHERE action = 'PROBE' AND content_type_id IS NULL AND object_id = '7' "
                                + "AND session_id = ''"))
                .isEqualTo("2");
        assertThat(report.warnings())
                .extracting(warning -> warning.code() + " " + warning.detail())
                .anyMatch(warning -> warning.startsWith(
                                "REFERENCE_UNRESOLVED 2 rows of public.audit_trail reference a row of public.django_content_type")
                        && warning.contains("(reports.report)"))
                .contains(
                        "VALUE_SUBSTITUTED 2 rows of public.audit_trail have no session_id; the model replaces it with ''");

        // when
        RestoreReport again = restores().into(target).run();

        // then
        assertThat(again.failure()).isNull();
        assertThat(again.rows().inserted() + again.rows().updated()).isZero();
    }

    @Test
    void aDirectRestoreReportsWhatTheConversionFound(@From(SmallEdms.class) TestDatabase target) throws Exception {
        // given
        records("unverified", "[" + documentType("ANY", "ghost") + "]");

        // when
        RestoreReport report = restores().into(target).dryRun().run();

        // then
        assertThat(report.warnings())
                .anyMatch(warning -> warning.code() == ErrorCode.CONVERSION_FINDINGS
                        && warning.detail().contains("CHECKSUM_MISSING: database/checksum.txt"));
    }

    @Test
    void aDirectRestoreReportsFilesAndMembersThatTheConversionFound(@From(SmallEdms.class) TestDatabase target)
            throws Exception {
        // given
        Path directory =
                Files.createDirectories(store.resolve("files missing/database")).getParent();
        Path sample = Path.of("src/test/resources/org/edms/backup/engine/legacy/sample/database/database_backup.json");
        Files.copy(sample, directory.resolve("database/database_backup.json"));
        Files.writeString(directory.resolve("restore.sh"), "exit 1");
        convert(directory, "files.tar.zst");

        // when
        RestoreReport report = restores().into(target).dryRun().run();

        // then
        assertThat(report.warnings())
                .filteredOn(warning -> warning.code() == ErrorCode.CONVERSION_FINDINGS)
                .extracting(warning -> warning.detail())
                .anyMatch(detail -> detail.startsWith("1 of kind FILE_MISSING: record "));
        assertThat(report.leftOut())
                .contains(new RestoreReport.LeftOut("restore.sh", 0, "it contains no rows, stored files or settings"));
    }

    private void records(String name, String records) throws IOException {
        Path directory =
                Files.createDirectories(store.resolve(name + "/database")).getParent();
        Files.writeString(directory.resolve("metadata.json"), "{}");
        Files.writeString(directory.resolve("database/database_backup.json"), records);
        convert(directory, name + ".tar.zst");
    }

    private static String trail(int number, String contentType) throws IOException {
        String sample = Files.readString(
                Path.of("src/test/resources/org/edms/backup/engine/legacy/sample/database/database_backup.json"));
        for (JsonNode record : new ObjectMapper().readTree(sample)) {
            if (record.path("model").asText().equals("audit.audittrail")) {
                ObjectNode fields = (ObjectNode) record.path("fields");
                fields.put("uuid", new UUID(7, number).toString());
                fields.put("action", "PROBE");
                fields.put("object_id", "7");
                fields.putNull("session_id");
                fields.putNull("user");
                fields.set("content_type", new ObjectMapper().readTree(contentType));
                return record.toString();
            }
        }
        throw new IllegalStateException("the sample has no audit trail");
    }

    private static String documentType(String code, String createdBy) {
        return """
                {"model": "documents.documenttype", "fields": {"uuid": "%s", "name": "%s", "code": "%2$s", "description": "",
                 "template_required": false, "template_path": "", "approval_required": true, "review_required": true,
                 "retention_years": 7, "numbering_prefix": "", "numbering_format": "", "is_active": true,
                 "created_at": "2025-11-22T08:59:10.943Z", "updated_at": "2025-12-08T15:52:30.237Z",
                 "created_by": ["%s"], "metadata": {}}}
                """.formatted(UUID.nameUUIDFromBytes(code.getBytes(StandardCharsets.UTF_8)), code, createdBy);
    }

    @Test
    void aPartOfAPackageCannotReplaceADatabase(TestDatabase target) {
        assertThatThrownBy(
                        () -> restores().into(target).mode(RestoreMode.REPLACE).run())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_USAGE));
    }

    private Restores restores() {
        return new Restores(store, converted.stored()).files(store.resolve("files"));
    }

    private static String states(TestDatabase target) throws Exception {
        return scalar(target, "SELECT string_agg(s::text, ';' ORDER BY code) FROM workflow_document_states s");
    }

    private static String scalar(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect()) {
            return new Sql(connection).text(query);
        }
    }

    private static void pack(Path directory, Path file) throws IOException {
        try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(output);
                var all = Files.walk(directory)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                TarArchiveEntry entry = new TarArchiveEntry("./" + directory.relativize(each));
                entry.setSize(Files.size(each));
                tar.putArchiveEntry(entry);
                Files.copy(each, tar);
                tar.closeArchiveEntry();
            }
        }
    }
}
