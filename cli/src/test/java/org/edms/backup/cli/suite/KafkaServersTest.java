package org.edms.backup.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaServersTest {

    @Test
    void serversAreHostsWithPorts() {
        assertThat(KafkaServers.of("my_kafka:9092, other.example.org:9093,[::1]:9094"))
                .hasToString("my_kafka:9092,other.example.org:9093,::1:9094");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kafka", "kafka:", ":9092", "kafka:9092,", "kafka:port", "kafka:99999"})
    void invalidServersAreRejected(String text) {
        assertThatThrownBy(() -> KafkaServers.of(text))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_USAGE));
    }

    @Test
    void oneReachableServerIsEnough() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            KafkaServers servers =
                    KafkaServers.of("127.0.0.1:%d,127.0.0.1:%d".formatted(portOfNobody(), server.getLocalPort()));

            assertThatCode(servers::checkReachable).doesNotThrowAnyException();
        }
    }

    @Test
    void unreachableServersAreReported() throws IOException {
        String server = "127.0.0.1:" + portOfNobody();

        assertThatThrownBy(KafkaServers.of(server)::checkReachable)
                .hasMessageContaining(server)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNREACHABLE));
    }

    private static int portOfNobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }
}
