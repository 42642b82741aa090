package org.edms.backup.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.manifest.Finding;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The findings list everything that a conversion omits, cannot verify, or finds twice. */
class LegacyFindingsTest {

    private static final String RECORDS = """
            [{"model": "users.role", "fields": {"name": "Author", "description": "writes"}},
             {"model": "reports.report", "pk": 7, "fields": {"title": "one"}},
             {"model": "users.role", "fields": {"name": "Reviewer", "description": "reads"}},
             {"model": "reports.report", "pk": 8, "fields": {"title": "two"}}]
            """;
    private static final String ROLES = """
            [{"model": "users.role", "fields": {"name": "Author", "description": "writes"}},
             {"model": "users.role", "fields": {"name": "Reviewer", "description": "reads"}}]
            """;

    @TempDir
    Path directory;

    @Test
    void anUnknownModelIsNamedWithPackageAndMember() throws IOException {
        // given
        Path file = LegacyPackage.migration(RECORDS).write(directory.resolve("old.tar.gz"));

        // then
        assertThatThrownBy(() -> Converted.of(file)).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID);
            assertThat(e.getMessage())
                    .contains("old.tar.gz, database/database_backup.json")
                    .contains("reports.report (2 records, the first is record 2)")
                    .contains("--skip-model reports.report");
        });
    }

    @Test
    void aTruncatedFileIsReportedBeforeItsUnknownModels() throws IOException {
        // given
        Path file = LegacyPackage.migration(RECORDS.substring(0, RECORDS.length() - 10))
                .write(directory.resolve("old.tar.gz"));

        // then
        assertThatThrownBy(() -> Converted.of(file)).isInstanceOfSatisfying(BackupException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INCOMPLETE);
            assertThat(e.getMessage()).contains("truncated").contains("3 records are complete");
        });
    }

    @Test
    void aModelThatIsSkippedIsAccountedFor() throws IOException {
        // given
        Path file = LegacyPackage.migration(RECORDS)
                .with(
                        "database/backup_metadata.json",
                        "{\"total_records\": 4, \"model_counts\": {\"users.role\": 2, \"reports.report\": 2}}")
                .withChecksums()
                .write(directory.resolve("old.tar.gz"));

        // when
        ConversionResult result = convert(file, Set.of("reports.report"));

        // then
        assertThat(result.read()).isEqualTo(2);
        assertThat(result.manifest().findings())
                .contains(new Finding(Finding.Kind.MODEL_SKIPPED, "reports.report", "2 records left out on request"));
    }

    @Test
    void aPackageWithoutChecksumsIsUnverified() throws IOException {
        // given
        Path file =
                LegacyPackage.migration(ROLES).without("database/checksum.txt").write(directory.resolve("old.tar.gz"));

        // when
        Converted converted = Converted.of(file);

        // then
        assertThat(converted.findings(Finding.Kind.CHECKSUM_MISSING)).isEqualTo(1);
    }

    @Test
    void aFileThatCannotHaveChecksumsIsUnverified() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("rows.json"), ROLES);

        // when
        Converted converted = Converted.of(file);

        // then
        assertThat(converted.manifest().findings())
                .containsExactly(new Finding(
                        Finding.Kind.CHECKSUM_MISSING,
                        "rows.json",
                        "it contains no checksums: none of it was verified"));
    }

    @Test
    void aStoredFileThatIsListedWithoutAChecksumIsUnverified() throws IOException {
        // given
        Path file = LegacyPackage.migration(ROLES)
                .with("storage/documents/a.docx", "forged")
                .with("storage/manifest.json", "{\"files\": {\"documents/a.docx\": {\"size\": 6}}}")
                .write(directory.resolve("old.tar.gz"));

        // when
        Converted converted = Converted.of(file);

        // then
        assertThat(converted.manifest().findings())
                .containsExactly(new Finding(
                        Finding.Kind.CHECKSUM_MISSING,
                        "storage/documents/a.docx",
                        "storage/manifest.json lists it without a checksum: it was not verified"));
    }

    @Test
    void recordsThatDifferInTheirPrimaryKeysAloneDiffer() throws IOException {
        // given
        Path file = LegacyPackage.migration(
                        "[{\"model\": \"users.role\", \"pk\": 1, \"fields\": {\"name\": \"Author\"}}]")
                .with(
                        "database/database_backup_fixed.json",
                        "[{\"model\": \"users.role\", \"pk\": 2, \"fields\": {\"name\": \"Author\"}}]")
                .withChecksums()
                .write(directory.resolve("old.tar.gz"));

        // when
        Converted converted = Converted.of(file);

        // then
        assertThat(converted.findings(Finding.Kind.RECORDS_DIFFER)).isEqualTo(1);
    }

    @Test
    void aSecondFileOfTheSameRecordsIsCompared() throws IOException {
        // given
        Path file = LegacyPackage.migration(ROLES)
                .with("database/database_backup_fixed.json", """
                        [{"model": "users.role", "fields": {"description": "writes", "name": "Author"}},
                         {"model": "users.role", "fields": {"name": "Reviewer", "description": "approves"}},
                         {"model": "users.role", "fields": {"name": "Admin", "description": "all"}}]
                        """)
                .withChecksums()
                .write(directory.resolve("old.tar.gz"));

        // when
        Converted converted = Converted.of(file);

        // then
        assertThat(converted.manifest().findings())
                .extracting(Finding::detail)
                .containsExactly(
                        "users.role: 1 records differ, the first is record 2, [\"Reviewer\"]",
                        "users.role: 1 records exist only there, the first is record 3, [\"Admin\"]");
        assertThat(converted.manifest().leftOut())
                .contains(new Manifest.LeftOut(
                        "database/database_backup_fixed.json",
                        "1 of its 3 records equal those in database/database_backup.json"));
    }

    private ConversionResult convert(Path file, Set<String> skip) throws IOException {
        ConversionRequest request = new ConversionRequest(
                file,
                Converted.model(),
                false,
                skip,
                new ConversionRequest.To(PackageFileName.parse("skipped.tar.zst"), true, List.of(), List.of()),
                "admin",
                "edms-backup test",
                2);
        return new Conversion(new DirectoryStore(directory), request, Clock.systemUTC()).run();
    }
}
