package org.edms.backup.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.model.Json;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransfersTest {

    private static final BackupJobId JOB = new BackupJobId(new UUID(1, 2));
    private static final String DOWNLOAD = "jobs/" + JOB + "/download/";
    private static final String UPLOAD = "restores/restore_from_file/";
    private static final byte[] CONTENT = content();

    @TempDir
    Path directory;

    private final FakeService service = new FakeService();
    private final ServiceClient server = service.client(Token.none());

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void anInterruptedDownloadResumes() throws IOException {
        // given
        service.on(
                "GET",
                DOWNLOAD,
                FakeService.cutAfter(200, Map.of(), CONTENT, 300_000),
                FakeService.status(503, ""),
                rest(300_000, 100_000),
                rest(400_000, CONTENT.length - 400_000));

        // when
        download(CONTENT);

        // then
        assertThat(directory.resolve("p.tar.zst")).hasBinaryContent(CONTENT);
        assertThat(directory.resolve("p.tar.zst.sha256")).exists();
        assertThat(service.asked(DOWNLOAD))
                .extracting(asked -> asked.header("Range"))
                .startsWith(null, "bytes=300000-", "bytes=300000-")
                .endsWith("bytes=400000-");
        assertThat(service.asked(DOWNLOAD).get(1).header("If-Range")).isEqualTo('"' + sha256(CONTENT) + '"');
    }

    @Test
    void aServerWithoutRangeSupportSendsTheFileAgain() throws IOException {
        // given
        service.on(
                "GET",
                DOWNLOAD,
                FakeService.cutAfter(200, Map.of(), CONTENT, 300_000),
                FakeService.cutAfter(200, Map.of(), CONTENT, CONTENT.length));

        // when
        download(CONTENT);

        // then
        assertThat(directory.resolve("p.tar.zst")).hasBinaryContent(CONTENT);
    }

    @Test
    void aCorruptDownloadIsNotPublished() throws IOException {
        // given
        byte[] other = CONTENT.clone();
        other[77]++;
        service.on("GET", DOWNLOAD, FakeService.cutAfter(200, Map.of(), other, other.length));

        // when
        BackupException failure = catchThrowableOfType(BackupException.class, () -> download(CONTENT));

        // then
        assertThat(failure.code()).isEqualTo(ErrorCode.PACKAGE_CORRUPT);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aDownloadThatNeverStartsFails() {
        // given
        service.on("GET", DOWNLOAD, FakeService.cut());

        // when
        BackupException failure = catchThrowableOfType(BackupException.class, () -> download(CONTENT));

        // then
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_UNREACHABLE);
    }

    @Test
    void anUploadSendsTheOptionsFirstAndRestartsWithTheSameKey() throws IOException {
        // given
        Path file = Files.write(directory.resolve("p.tar.zst"), CONTENT);
        service.on("POST", UPLOAD, FakeService.status(503, ""), FakeService.status(202, restoreJob()));
        PackageUpload upload = new PackageUpload(server, file, RestoreOptions.defaults(), true);

        // when
        upload.send("the key");

        // then
        List<FakeService.Asked> asked = service.asked(UPLOAD);
        assertThat(asked)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.header("Idempotency-Key")).isEqualTo("the key"));
        String body = asked.get(1).body();
        assertThat(body.indexOf("name=\"options\"")).isPositive().isLessThan(body.indexOf("name=\"file\""));
        assertThat(body)
                .contains("filename=\"p.tar.zst\"")
                .contains(new String(CONTENT, StandardCharsets.ISO_8859_1))
                .endsWith("--\r\n");
        assertThat(upload.sha256()).isEqualTo(sha256(CONTENT));
        assertThat(upload.progress().bytes()).isEqualTo(CONTENT.length);
        assertThat(asked.get(1).header("Content-Length")).isEqualTo(String.valueOf(body.length()));
    }

    private void download(byte[] expected) throws IOException {
        StoredPackage stored =
                new StoredPackage(new PackageId(new UUID(3, 4)), "p.tar.zst", expected.length, sha256(expected));
        new PackageDownload(server, JOB, stored).into(new DirectoryStore(directory), "p.tar.zst", false);
    }

    private static FakeService.Answer rest(int from, int sent) {
        byte[] rest = Arrays.copyOfRange(CONTENT, from, CONTENT.length);
        String range = "bytes %d-%d/%d".formatted(from, CONTENT.length - 1, CONTENT.length);
        return FakeService.cutAfter(206, Map.of("Content-Range", range), rest, sent);
    }

    private static String restoreJob() throws IOException {
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(new UUID(5, 6)), "uploads/p", sha256(CONTENT), RestoreOptions.defaults(), "anna");
        return Json.newMapper()
                .writeValueAsString(
                        new RestoreJob(request, null, Instant.EPOCH, RestoreState.Pending.first(Instant.EPOCH), null));
    }

    private static String sha256(byte[] bytes) throws IOException {
        return Sha256.of(new ByteArrayInputStream(bytes));
    }

    private static byte[] content() {
        byte[] bytes = new byte[1_000_003];
        new Random(5).nextBytes(bytes);
        return bytes;
    }
}
