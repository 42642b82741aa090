package org.edms.backup.foundation.message;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;

/** Where Kafka is. */
@Singleton
class KafkaSettings implements Settings {

    private static final String SERVERS = "KAFKA_BOOTSTRAP_SERVERS";

    private final Optional<String> servers;

    KafkaSettings(Config config) {
        this.servers = config.getOptionalValue(SERVERS, String.class);
    }

    @Override
    public List<String> problems() {
        return servers.filter(value -> !value.isBlank()).isPresent()
                ? List.of()
                : List.of(SERVERS + " is missing: where Kafka is, as host:port,host:port");
    }
}
