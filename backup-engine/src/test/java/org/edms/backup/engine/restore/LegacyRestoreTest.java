package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.engine.backup.SmallEdms;
import org.edms.backup.engine.legacy.Conversion;
import org.edms.backup.engine.legacy.ConversionRequest;
import org.edms.backup.engine.legacy.ConversionResult;
import org.edms.backup.engine.pack.PackageFileName;
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

/** A package of the field, in systems that never were the one it came from. */
@PostgresTest
class LegacyRestoreTest {

    private static final int RECORDS = 491;

    @TempDir
    Path store;

    private ConversionResult converted;

    @BeforeEach
    void convert() throws IOException {
        Path legacy = store.resolve("legacy.tar.gz");
        pack(Path.of("src/test/resources/org/edms/backup/engine/legacy/sample"), legacy);
        converted = new Conversion(
                        new DirectoryStore(store),
                        new ConversionRequest(
                                legacy,
                                Restores.edmsModel(),
                                false,
                                new ConversionRequest.To(
                                        PackageFileName.parse("converted.tar.zst"), false, List.of(), List.of()),
                                "tester",
                                "edms-backup test",
                                2),
                        Clock.systemUTC())
                .run();
    }

    @Test
    void allOfItIsInAReinitialisedSystem(@From(SmallEdms.class) TestDatabase target) throws Exception {
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
                        detail.startsWith("1 of 1 files that public.documents.file_path names are not there"));
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
    void itCannotTakeTheWholePlaceOfAnother(TestDatabase target) {
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
