package org.edms.backup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("ports.properties");
    }

    @Test
    void aPortIsKept() throws IOException {
        // given
        int first = new Ports(file, SOON).of("kafka");

        // when
        int second = new Ports(file, SOON).of("kafka");

        // then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void eachNameHasItsOwnPort() throws IOException {
        // given
        Ports ports = new Ports(file, SOON);
        Set<Integer> given = new HashSet<>();

        // when
        for (int i = 0; i < 50; i++) {
            given.add(ports.of("server " + i));
        }

        // then
        assertThat(given).hasSize(50);
    }

    @Test
    void aPortThatIsTakenIsReplaced() throws IOException {
        // given
        int before = new Ports(file, SOON).of("kafka");
        int other = new Ports(file, SOON).of("postgres");

        // when
        int now;
        try (ServerSocket somebody = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            assertThat(somebody.isBound()).isTrue();
            now = new Ports(file, SOON).of("kafka");
        }

        // then
        assertThat(now).isNotIn(before, other);
        assertThat(new Ports(file, SOON).of("kafka")).isEqualTo(now);
        assertThat(new Ports(file, SOON).of("postgres")).isEqualTo(other);
    }

    @Test
    void aPortThatBecomesFreeInTimeIsKept() throws IOException {
        // given
        int before = new Ports(file, LONG).of("kafka");
        ServerSocket somebody = new ServerSocket(before, 1, InetAddress.getLoopbackAddress());
        CompletableFuture<Void> given = CompletableFuture.runAsync(
                () -> close(somebody), CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

        // when
        int now = new Ports(file, LONG).of("kafka");

        // then
        assertThat(now).isEqualTo(before);
        assertThat(given).isCompleted();
    }

    @Test
    void anInvalidPortIsReplaced() throws IOException {
        // given
        Files.writeString(file, "kafka=\npostgres=many\nrestore-worker=70000\n");

        // when
        Ports ports = new Ports(file, SOON);

        // then
        assertThat(ports.of("kafka")).isBetween(1, 65535);
        assertThat(ports.of("postgres")).isBetween(1, 65535);
        assertThat(ports.of("restore-worker")).isBetween(1, 65535);
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
