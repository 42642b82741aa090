package org.edms.backup.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceClientTest {

    private final FakeService service = new FakeService();
    private final ServiceClient server = service.client(Token.none());

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aRequestIsRetriedWithTheSameKeyUntilTheServiceIsBack() throws IOException {
        // given
        service.on(
                "POST",
                "work/",
                FakeService.status(503, ""),
                FakeService.cut(),
                FakeService.problem(503, "DATABASE_UNREACHABLE", "gone"),
                FakeService.status(202, "{\"id\": 7}"));

        // when
        JsonNode job = server.submit("work/", null, "the key", JsonNode.class);

        // then
        assertThat(job.path("id").asInt()).isEqualTo(7);
        assertThat(service.asked("work/"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(asked -> assertThat(asked.header("Idempotency-Key")).isEqualTo("the key"));
    }

    @Test
    void aRequestThatMayHaveArrivedIsNotRepeated() {
        // given
        service.on("POST", "configurations/", FakeService.status(503, ""), FakeService.status(201, "{}"));

        // when
        BackupException failure = failure(() -> server.create("configurations/", "x", JsonNode.class));

        // then
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_UNREACHABLE);
        assertThat(service.asked("configurations/")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "409, TARGET_LOCKED, TARGET_LOCKED",
        "500, A_CODE_OF_TOMORROW, INTERNAL_ERROR",
        "404, A_CODE_OF_TOMORROW, NOT_FOUND",
        "403, NOT_ALLOWED, NOT_ALLOWED",
        "422, PACKAGE_CORRUPT, PACKAGE_CORRUPT"
    })
    void aProblemIsTheFailureThatItTellsOf(int status, String code, ErrorCode expected) {
        // given
        service.on("GET", "x/", FakeService.problem(status, code, "what exactly"));

        // when
        BackupException failure = failure(() -> server.get("x/", JsonNode.class));

        // then
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining("what exactly");
        assertThat(service.asked("x/")).hasSize(1);
    }

    @Test
    void aMissingTokenIsReportedWithTheWaysToSetIt() {
        // given
        service.on("GET", "x/", FakeService.status(401, ""));

        // then
        assertThat(failure(() -> server.get("x/", JsonNode.class)))
                .hasMessageContaining("EDMS_BACKUP_TOKEN")
                .extracting(BackupException::code)
                .isEqualTo(ErrorCode.NOT_AUTHENTICATED);
    }

    @Test
    void aResponseThatIsNotJsonIsReported() {
        // given
        service.on("GET", "x/", FakeService.status(200, "<html>Welcome</html>"));

        // then
        assertThat(failure(() -> server.get("x/", JsonNode.class)).code()).isEqualTo(ErrorCode.SERVICE_UNREACHABLE);
    }

    @Test
    void anUnreachableServiceIsReported() {
        // given
        service.close();

        // then
        assertThat(failure(() -> server.get("x/", JsonNode.class)).code()).isEqualTo(ErrorCode.SERVICE_UNREACHABLE);
    }

    @Test
    void theTokenFileIsReadAgain(@TempDir Path directory) throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        ServiceClient client = service.client(Token.fromFile(file));
        service.on("GET", "x/", FakeService.json("{}"));

        // when
        client.get("x/", JsonNode.class);
        Files.writeString(file, "second\n");
        client.get("x/", JsonNode.class);

        // then
        assertThat(service.asked("x/"))
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Bearer first", "Bearer second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with a space", "with\nlines"})
    void anInvalidTokenIsRejectedAndNotShown(String text) {
        assertThat(failure(() -> Token.of(new Secret(text))))
                .hasMessageNotContaining("with")
                .extracting(BackupException::code)
                .isEqualTo(ErrorCode.WRONG_USAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://host:8080, http://host:8080/api/v1/backup/",
        "https://host/, https://host/api/v1/backup/",
        "https://host/edms, https://host/edms/api/v1/backup/",
        "https://host/api/v1/backup/, https://host/api/v1/backup/"
    })
    void anAddressIsTakenWithAndWithoutTheRoot(String given, URI expected) {
        assertThat(ServiceClient.base(given)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:8080", "ftp://host", "http://user:password@host", "http://host?x"})
    void anInvalidAddressIsRejectedAndNotShown(String given) {
        assertThat(failure(() -> ServiceClient.base(given)))
                .hasMessageNotContaining("password")
                .extracting(BackupException::code)
                .isEqualTo(ErrorCode.WRONG_USAGE);
    }

    private static BackupException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(BackupException.class, call);
    }
}
