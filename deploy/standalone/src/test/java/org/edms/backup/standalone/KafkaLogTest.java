package org.edms.backup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaLogTest {

    @TempDir
    Path directory;

    /** Starts a separate process, because logging is configured per process. */
    @Test
    void theLogSaysWhyKafkaDidNotStart() throws IOException, InterruptedException {
        // given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Starter.class.getName(),
                            directory.toString(),
                            Integer.toString(taken.getLocalPort()))
                    .redirectErrorStream(true)
                    .start();

            // when
            String message;
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                message = output.readLine();
            }

            // then
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(message).startsWith("Kafka did not start");
            assertThat(directory.resolve("kafka.log")).content().contains("Address already in use");
        }
    }

    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            KafkaLog.prepare();
            KafkaLog.redirectTo(directory.resolve("kafka.log"));
            try {
                KafkaServer.start(directory.resolve("data"), Integer.parseInt(arguments[1]));
            } catch (ServerStartException e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }
    }
}
