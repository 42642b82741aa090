package org.edms.backup.foundation.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

    @TempDir
    Path directory;

    @Test
    void aSecretIsReadFromItsFile() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("password"), "from a file\n");

        // when
        SecretFiles secrets = new SecretFiles(Map.of("DB_PASSWORD_FILE", file.toString(), "DB_NAME_FILE", "/nowhere"));

        // then
        assertThat(secrets.getValue("DB_PASSWORD")).isEqualTo("from a file");
        assertThat(secrets.getPropertyNames()).containsExactly("DB_PASSWORD");
        assertThat(secrets.problems()).isEmpty();
    }

    @Test
    void theLoginToKafkaIsReadFromItsFile() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("sasl.jaas.config"), "ScramLoginModule required;");

        // when
        SecretFiles secrets = new SecretFiles(Map.of("KAFKA_SASL_JAAS_CONFIG_FILE", file.toString()));

        // then
        assertThat(secrets.getValue("KAFKA_SASL_JAAS_CONFIG")).isEqualTo("ScramLoginModule required;");
    }

    @Test
    void anUnreadableFileIsReported() {
        // when
        SecretFiles secrets = new SecretFiles(Map.of("SERVICE_DB_PASSWORD_FILE", "/nowhere"));

        // then
        assertThat(secrets.getValue("SERVICE_DB_PASSWORD")).isNull();
        assertThat(secrets.problems()).singleElement().asString().contains("SERVICE_DB_PASSWORD_FILE", "/nowhere");
    }

    @Test
    void theEnvironmentOverridesFiles() {
        assertThat(new SecretFiles(Map.of()).getOrdinal()).isLessThan(300);
    }
}
