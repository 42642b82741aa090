package org.edms.backup.foundation.message;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.edms.backup.foundation.start.Settings;

/** The address and protocol of Kafka. Kafka may start later than the service, so nothing waits for it. */
@Singleton
class KafkaSettings implements Settings {

    private static final String SERVERS = "KAFKA_BOOTSTRAP_SERVERS";
    private static final String PROTOCOL = "kafka.security.protocol";

    private static final Pattern SERVER = Pattern.compile("\\[?([^\\[\\]]+)]?:(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;
    private static final String PLAIN = "PLAINTEXT";

    private final String servers;
    private final String protocol;

    KafkaSettings(Config config) {
        this.servers = config.getOptionalValue(SERVERS, String.class).orElse("");
        this.protocol =
                config.getOptionalValue(PROTOCOL, String.class).orElse(PLAIN).toUpperCase(Locale.ROOT);
    }

    @Override
    public List<String> problems() {
        if (servers.isBlank()) {
            return List.of(SERVERS + " is missing: set it to host:port,host:port");
        }
        return Arrays.stream(servers.split(","))
                .map(String::strip)
                .flatMap(server -> problem(server).stream())
                .toList();
    }

    private Optional<String> problem(String server) {
        Matcher parts = SERVER.matcher(server);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > HIGHEST_PORT) {
            return Optional.of("%s: %s is not host:port".formatted(SERVERS, server));
        }
        if (!protocol.endsWith(PLAIN) || !TlsProbe.requiresTls(parts.group(1), Integer.parseInt(parts.group(2)))) {
            return Optional.empty();
        }
        String other = protocol.replace(PLAIN, "SSL");
        return Optional.of(
                "%s is %s, but %s requires TLS: set it to %s, and kafka.ssl.truststore.location to the trusted certificates"
                        .formatted(PROTOCOL, protocol, server, other));
    }
}
