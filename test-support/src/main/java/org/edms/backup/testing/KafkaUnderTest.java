package org.edms.backup.testing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.KafkaServer;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The Kafka broker of this test process. The property {@value #PROPERTY} selects it: {@code host:port},
 * {@code container}, or {@code auto}: a container if a Docker engine answers, otherwise a broker in this process.
 */
record KafkaUnderTest(String bootstrapServers, String kind, Runnable stop, AtomicInteger tests)
        implements AutoCloseable {

    static final String PROPERTY = "edms.test.kafka";

    /** As in docker-compose.yml. */
    static final String IMAGE = "apache/kafka:4.1.2";

    private static final Logger LOG = System.getLogger(KafkaUnderTest.class.getName());

    static KafkaUnderTest start() {
        KafkaUnderTest chosen = choose(System.getProperty(PROPERTY, "auto"));
        LOG.log(Level.INFO, "Kafka for tests: {0} at {1}", chosen.kind, chosen.bootstrapServers);
        return chosen;
    }

    TestTopics topics() {
        String prefix = "test-" + ProcessHandle.current().pid() + "-" + tests.incrementAndGet() + "-";
        return new TestTopics(bootstrapServers, prefix);
    }

    private static KafkaUnderTest choose(String wanted) {
        if (wanted.equals("container") || (wanted.equals("auto") && Docker.answers())) {
            KafkaContainer container = new KafkaContainer(IMAGE);
            container.start();
            return running(container.getBootstrapServers(), "container", container::stop);
        }
        if (!wanted.equals("auto")) {
            return running(wanted, "given", () -> {});
        }
        Path directory = TestDirectories.create("kafka");
        KafkaServer server = KafkaServer.start(directory, FreePort.find());
        return running(server.bootstrapServers(), "in this process", () -> {
            server.close();
            TestDirectories.delete(directory);
        });
    }

    private static KafkaUnderTest running(String bootstrapServers, String kind, Runnable stop) {
        return new KafkaUnderTest(bootstrapServers, kind, stop, new AtomicInteger());
    }

    @Override
    public void close() {
        stop.run();
    }
}
