package org.edms.backup.scheduler.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {

    private static final String URL = "EDMS_BACKUP_URL";
    private static final String TOKEN = "EDMS_BACKUP_TOKEN";
    private static final String TOKEN_FILE = "edms.scheduler.token-file";

    @Test
    void missingSettingsAreReported() {
        assertThat(settings(Map.of()).problems())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("EDMS_BACKUP_URL is missing"))
                .anyMatch(line -> line.startsWith("edms.scheduler.token-file is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup-service:8080", "ftp://host", "http://host/api/v1/backup", "http://"})
    void anInvalidUrlIsRejected(String url) {
        assertThat(settings(Map.of(URL, url, TOKEN, "t")).problems())
                .singleElement()
                .asString()
                .contains(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://backup-service:8080", "https://backup.example.org/", "http://10.0.0.1"})
    void aUrlWithoutAPathIsAccepted(String url) {
        assertThat(settings(Map.of(URL, url, TOKEN, "t")).problems()).isEmpty();
    }

    @Test
    void aMissingTokenFileIsReported() {
        assertThat(settings(Map.of(URL, "http://host", TOKEN_FILE, "/no/such/file"))
                        .problems())
                .containsExactly("edms.scheduler.token-file cannot be read: /no/such/file");
    }

    @Test
    void theFileOverridesTheVariableAndNeitherIsShown(@TempDir Path directory) throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("token"), "from the file\n");

        // when
        GatewaySettings settings =
                settings(Map.of(URL, "http://host", TOKEN, "from the variable", TOKEN_FILE, file.toString()));

        // then
        assertThat(settings.token().reveal()).isEqualTo("from the file");
        assertThat(settings.token()).hasToString("********");
    }

    private static GatewaySettings settings(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(GatewaySettings.Names.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        return new GatewaySettings(config, config.getConfigMapping(GatewaySettings.Names.class));
    }
}
