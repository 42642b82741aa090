package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Many concurrent clients, and a package that is much larger than the heap. */
@EnabledIfSystemProperty(named = "edms.test.load", matches = "true")
class LoadIT {

    private static final int CLIENTS = 200;
    private static final Duration DURATION = Duration.ofSeconds(20);
    private static final long LARGE = 2L << 30;
    private static final String HEAP = "-Xmx256m";

    private TestEnvironment environment;
    private ServiceProcess service;
    private Api api;

    @BeforeEach
    void start() throws IOException, SQLException, InterruptedException {
        environment = new TestEnvironment(5_000);
        service = ServiceProcess.start("backup-service", "backup-service-load", environment.settings(), HEAP)
                .awaitReady();
        api = new Api(service, environment.admin());
        api.post("configurations/", "{\"name\": \"full\", \"backup_type\": \"FULL\", \"frequency\": \"ON_DEMAND\"}");
    }

    @AfterEach
    void stop() {
        service.close();
        environment.close();
    }

    @Test
    void manyClientsReadListsAndEventsDuringABackup() throws IOException, InterruptedException, ExecutionException {
        // given
        String job = api.post("configurations/full/execute/", "{}").path("id").asText();
        ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        long end = System.nanoTime() + DURATION.toNanos();
        HttpClient http = HttpClient.newHttpClient();
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String token = environment.viewer("client-" + i);
            String path = i % 4 == 0 ? "jobs/" + job + "/events/" : i % 2 == 0 ? "jobs/?size=20" : "configurations/";
            clients.add(() -> {
                while (System.nanoTime() < end) {
                    long start = System.nanoTime();
                    HttpRequest request = HttpRequest.newBuilder(service.base().resolve(Api.ROOT + path))
                            .header("Authorization", "Bearer " + token)
                            .build();
                    if (http.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                        refused.incrementAndGet();
                    }
                    if (!path.endsWith("events/")) {
                        nanos.add(System.nanoTime() - start);
                    }
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                return null;
            });
        }

        // when
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        for (Future<Void> client : threads.invokeAll(clients)) {
            client.get();
        }
        threads.shutdown();

        // then
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d answers in %d s, median %d ms, 99 of 100 within %d ms%n",
                sorted.length,
                DURATION.toSeconds(),
                TimeUnit.NANOSECONDS.toMillis(sorted[sorted.length / 2]),
                TimeUnit.NANOSECONDS.toMillis(sorted[sorted.length * 99 / 100]));
        assertThat(refused).hasValue(0);
        assertThat(api.awaitEnd("jobs/" + job + "/").path("status").asText()).startsWith("COMPLETED");
        assertThat(Arrays.stream(sorted).max().orElseThrow()).isLessThan(TimeUnit.SECONDS.toNanos(30));
    }

    @Test
    void aPackageLargerThanTheHeapIsUploaded() throws IOException, InterruptedException {
        // given
        api.post("configurations/", """
                {"name": "plain", "backup_type": "DATABASE", "frequency": "ON_DEMAND", "compression_enabled": false}
                """);
        JsonNode made = api.awaitEnd("jobs/"
                + api.post("configurations/plain/execute/", "{}").path("id").asText() + "/");
        Path file = environment
                .store()
                .resolve(made.path("backup_package").path("name").asText());

        // when
        long start = System.nanoTime();
        JsonNode restore = api.upload("large.tar", () -> new SequenceInputStream(open(file), new Zeros(LARGE)), "{}");
        System.out.printf(
                "%d MB in %d s with %s%n",
                LARGE >> 20, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), HEAP);

        // then
        Path kept = environment
                .store()
                .resolve(restore.path("request").path("package_name").asText());
        assertThat(Files.size(kept)).isEqualTo(Files.size(file) + LARGE);
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A stream of zeros with a given length. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(target, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
