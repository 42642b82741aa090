package org.edms.backup.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker and its controller in this process, on the loopback address. Messages survive a restart. */
public final class KafkaServer implements AutoCloseable {

    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;

    private KafkaServer(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a broker on a data directory, and creates the directory if it does not exist. */
    public static KafkaServer start(Path data, int port) {
        try {
            if (!Files.exists(data.resolve("meta.properties"))) {
                format(data);
            }
            KafkaConfig config = KafkaConfig.fromProps(properties(data, port, FreePort.find()), false);
            return new KafkaServer(started(config), port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run Kafka on " + data, e);
        }
    }

    private static KafkaRaftServer started(KafkaConfig config) {
        try {
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return server;
        } catch (RuntimeException e) {
            throw new ServerStartException("Kafka did not start: " + e.getMessage(), e);
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties properties(Path data, int port, int controllerPort) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader("""
                process.roles=broker,controller
                node.id=%1$d
                controller.quorum.voters=%1$d@127.0.0.1:%3$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=CLIENT
                listeners=CLIENT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=CLIENT://127.0.0.1:%2$d

                # There is a single node, so nothing is replicated and no group waits for more members.
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                offsets.topic.num.partitions=1
                transaction.state.log.num.partitions=1
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=2097152

                # A restarted broker can register only after its previous session has expired.
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=500
                """.formatted(NODE, port, controllerPort)));
        properties.setProperty("log.dirs", data.toString());
        return properties;
    }

    private static void format(Path data) throws IOException {
        Files.createDirectories(data);
        Formatter formatter = new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (Exception e) {
            throw new ServerStartException("Cannot create the Kafka data directory " + data, e);
        }
    }
}
