package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Uploads hold little memory, and do not keep others waiting. */
@QuarkusTest
@QuarkusTestResource(Suite.class)
class UploadLimitsTest {

    private static final String PATH = Api.ROOT + "/restores/restore_from_file/";
    private static final int STALLED = 300;
    private static final int SLOTS = 8;
    private static final int MEGABYTE = 1 << 20;
    private static final int FIELDS = 900;

    @Test
    void fieldsAboveTheTotalLimitAreRefused() {
        // given
        RequestSpecification form = given().auth().oauth2(Tokens.admin());
        for (int i = 0; i < 3; i++) {
            form.multiPart("options", "x".repeat(MEGABYTE / 2));
        }

        // when
        Response refused = form.post(PATH);

        // then
        assertThat(refused.statusCode()).isIn(400, 413);
        assertThat(given().auth()
                        .oauth2(Tokens.admin())
                        .multiPart("options", "x".repeat(MEGABYTE + 1))
                        .post(PATH)
                        .then()
                        .statusCode(413)
                        .extract()
                        .jsonPath()
                        .getString("code"))
                .isEqualTo("TOO_LARGE");
    }

    /** As an attacker sends it: nobody waits for the answer in between. */
    @Test
    void nineHundredFieldsOfAMegabyteOccupyNoMemory() throws IOException {
        // given
        byte[] field = "x".repeat(MEGABYTE).getBytes(StandardCharsets.US_ASCII);
        String start = "--x\r\nContent-Disposition: form-data; name=\"f%d\"\r\n\r\n";
        long length = (long) FIELDS * (MEGABYTE + 2);
        for (int i = 0; i < FIELDS; i++) {
            length += start.formatted(i).length();
        }
        long before = used();

        // when
        String answer;
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head(length));
            answer = send(out, start, field, socket);
        }

        // then
        assertThat(answer).matches("HTTP/1.1 (400|413) .*");
        assertThat(used() - before).isLessThan(100L * MEGABYTE);
        assertThat(Api.admin().get(Api.ROOT + "/jobs/").statusCode()).isEqualTo(200);
    }

    /** @return the first line of the answer, which comes before everything is sent */
    private static String send(OutputStream out, String start, byte[] field, Socket socket) throws IOException {
        try {
            for (int i = 0; i < FIELDS && socket.getInputStream().available() == 0; i++) {
                out.write(start.formatted(i).getBytes(StandardCharsets.US_ASCII));
                out.write(field);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The service has answered and closed the connection: the answer is read below.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void stalledUploadsDoNotBlockOtherCallers() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            // given
            for (int i = 0; i < STALLED; i++) {
                Socket socket = new Socket("localhost", RestAssured.port);
                stalled.add(socket);
                socket.getOutputStream().write(head(1 << 30, "staller-" + i));
                socket.getOutputStream().write("--x\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            Awaitility.await().until(() -> refused(stalled).size() == STALLED - SLOTS);

            // when
            long start = System.nanoTime();
            int status = Api.admin().get(Api.ROOT + "/jobs/").statusCode();
            Duration waited = Duration.ofNanos(System.nanoTime() - start);

            // then
            assertThat(status).isEqualTo(200);
            assertThat(waited).isLessThan(Duration.ofSeconds(2));
            List<Socket> refused = refused(stalled);
            assertThat(refused).hasSize(STALLED - SLOTS);
            byte[] answer = new byte[1000];
            int read = refused.get(0).getInputStream().read(answer);
            assertThat(new String(answer, 0, read, StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 429")
                    .containsIgnoringCase("Retry-After: 10");
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
        // The slots of those that went away are free again.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> given().auth()
                                .oauth2(Tokens.admin())
                                .multiPart("file", "a.zip", new byte[10])
                                .post(PATH)
                                .statusCode()
                        == 422);
    }

    private static List<Socket> refused(List<Socket> sockets) throws IOException {
        List<Socket> refused = new ArrayList<>();
        for (Socket socket : sockets) {
            if (socket.getInputStream().available() > 0) {
                refused.add(socket);
            }
        }
        return refused;
    }

    private static byte[] head(long length) {
        return head(length, "anna");
    }

    private static byte[] head(long length, String who) {
        return ("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + Tokens.of(who, "backup-admin")
                        + "\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
