package org.edms.backup.foundation.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.KafkaServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

    @Test
    void missingServersAreReported() {
        assertThat(problems(Map.of())).singleElement().asString().startsWith("KAFKA_BOOTSTRAP_SERVERS is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "kafka:port", "kafka:99999", "one:9092,two"})
    void anInvalidServerIsReported(String servers) {
        assertThat(problems(Map.of("KAFKA_BOOTSTRAP_SERVERS", servers)))
                .singleElement()
                .asString()
                .endsWith("is not host:port");
    }

    @Test
    void kafkaMayStartLater() {
        assertThat(problems(Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + FreePort.find())))
                .isEmpty();
    }

    @Test
    void plaintextKafkaIsAccepted(@TempDir Path directory) {
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), FreePort.find())) {
            assertThat(problems(Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())))
                    .isEmpty();
        }
    }

    @Test
    void aServerThatRequiresTlsIsReportedUnlessTlsIsConfigured() throws Exception {
        try (SSLServerSocket server = (SSLServerSocket)
                SSLServerSocketFactory.getDefault().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> reject(server));
            answering.start();
            String address = "127.0.0.1:" + server.getLocalPort();

            assertThat(problems(
                            Map.of("KAFKA_BOOTSTRAP_SERVERS", address, "kafka.security.protocol", "sasl_plaintext")))
                    .singleElement()
                    .asString()
                    .startsWith("kafka.security.protocol is SASL_PLAINTEXT, but " + address + " requires TLS")
                    .contains("set it to SASL_SSL");
            answering.join();
            assertThat(problems(Map.of("KAFKA_BOOTSTRAP_SERVERS", address, "kafka.security.protocol", "SSL")))
                    .isEmpty();
        }
    }

    private static void reject(SSLServerSocket server) {
        try (SSLSocket caller = (SSLSocket) server.accept()) {
            caller.startHandshake();
        } catch (SSLException e) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> problems(Map<String, String> settings) {
        return new KafkaSettings(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build())
                .problems();
    }
}
