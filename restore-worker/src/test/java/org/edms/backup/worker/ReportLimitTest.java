package org.edms.backup.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.edms.backup.model.Json;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreReport.SetAside;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.restore.TableAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportLimitTest {

    private static final int LIMIT = 20_000;
    private static final ObjectMapper JSON = Json.newMapper();

    @TempDir
    Path directory;

    @Test
    void aShortReportIsUnchanged() {
        // given
        RestoreReport report = report(3);

        // when
        RestoreReport fitted = new ReportLimit(JSON, directory, LIMIT).fit(report);

        // then
        assertThat(fitted).isEqualTo(report);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLongReportIsShortenedAndWrittenInFull() throws IOException {
        // given
        RestoreReport report = report(5_000);

        // when
        RestoreReport fitted = new ReportLimit(JSON, directory.resolve("reports"), LIMIT).fit(report);

        // then
        Path file = directory.resolve("reports").resolve(report.request().id() + ".json");
        assertThat(JSON.writeValueAsBytes(fitted)).hasSizeLessThanOrEqualTo(LIMIT);
        assertThat(fitted.tables()).isEqualTo(report.tables());
        assertThat(fitted.setAside())
                .isNotEmpty()
                .isEqualTo(report.setAside().subList(0, fitted.setAside().size()));
        assertThat(fitted.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(ErrorCode.REPORT_SHORTENED);
            assertThat(warning.detail()).contains(file.toString());
        });
        assertThat(JSON.readValue(file.toFile(), RestoreReport.class)).isEqualTo(report);
        assertThat(directory.resolve("reports")).isDirectoryNotContaining("glob:**.partial");
    }

    private static RestoreReport report(int setAside) {
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(UUID.randomUUID()), "a.tar.zst", "0".repeat(64), RestoreOptions.defaults(), "me");
        StoredPackage source = new StoredPackage(new PackageId(UUID.randomUUID()), "a.tar.zst", 1, "0".repeat(64));
        List<TableAccount> tables =
                List.of(new TableAccount("public.paper", true, new Account(9, 4, 0, 0, 0, 5), 0, 4));
        List<SetAside> rows = IntStream.range(0, setAside)
                .mapToObj(i -> new SetAside("public.paper", "P" + i, "it points to nothing"))
                .toList();
        return RestoreReport.builder()
                .request(request)
                .source(source)
                .target("host/name")
                .startedAt(Instant.EPOCH)
                .finishedAt(Instant.EPOCH)
                .committed(true)
                .tables(tables)
                .setAside(rows)
                .toolVersion("test")
                .build();
    }
}
