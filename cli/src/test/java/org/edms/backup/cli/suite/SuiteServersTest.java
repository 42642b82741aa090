package org.edms.backup.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.SuiteServers;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteServersTest {

    private static final SuiteServers EMBEDDED = new SuiteServers(new TreeMap<>());

    @TempDir
    Path data;

    @Test
    void aDirectorySavesServersAndFilesWithoutPasswords() throws IOException {
        // given
        SuiteServers servers = SuiteServers.fromEnvironment(new SuiteEnvironment(Map.of("DB_PASSWORD", "secret1"))
                .withServiceDatabase("postgresql://me:secret2@db/services?sslmode=require")
                .withEdms("postgresql://me@db/edms?sslmode=require&sslpassword=secret3")
                .withFiles(Map.of("Storage", data))
                .withKafka("kafka:9092")
                .variables());

        // when
        Files.writeString(data.resolve("servers.properties"), servers.text());
        SuiteServers saved = SuiteServers.savedIn(new LocalSuite(data)).orElseThrow();

        // then
        assertThat(saved).isEqualTo(servers);
        assertThat(servers.text()).doesNotContain("secret");
        assertThat(saved.get(SuiteServers.EDMS)).contains("postgresql://me@db:5432/edms?sslmode=require");
        assertThat(saved.get(SuiteServers.SERVICE_DATABASE))
                .contains("postgresql://me@db:5432/services?sslmode=require");
        assertThat(saved.get(SuiteServers.KAFKA)).contains("kafka:9092");
        assertThat(saved.files()).isEqualTo(Map.of("storage", data));
        assertThat(SuiteServers.fromEnvironment(new SuiteEnvironment(Map.of())
                        .withEdms(saved.get(SuiteServers.EDMS).orElseThrow())
                        .withFiles(saved.files())
                        .withServiceDatabase(
                                saved.get(SuiteServers.SERVICE_DATABASE).orElseThrow())
                        .withKafka("kafka:9092")
                        .variables()))
                .isEqualTo(servers);
    }

    @Test
    void otherServersAreRejectedAndBothAreNamed() {
        // given
        SuiteServers one = SuiteServers.fromEnvironment(Map.of("DB_NAME", "edms", "DB_HOST", "db"));
        SuiteServers other = SuiteServers.fromEnvironment(Map.of("DB_NAME", "edms", "DB_HOST", "elsewhere"));

        // when, then
        assertThatThrownBy(() -> one.requireSame(other, data))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.SERVERS_DIFFER))
                .hasMessageContaining("postgresql://postgres@db:5432/edms")
                .hasMessageContaining("postgresql://postgres@elsewhere:5432/edms");
        assertThatThrownBy(() -> EMBEDDED.requireSame(one, data)).hasMessageContaining("an embedded server");
        assertThatThrownBy(() -> one.requireSame(EMBEDDED, data)).hasMessageContaining("an embedded server");
        assertThatCode(() -> one.requireSame(one, data)).doesNotThrowAnyException();
    }

    @Test
    void aModelIsSavedAndCanBeReplaced() throws IOException {
        // given
        Path model = Files.writeString(data.resolve("model.yaml"), "format: edms-model/2");
        Map<String, String> edms = Map.of("DB_NAME", "edms", "DB_HOST", "db");
        SuiteServers one = SuiteServers.fromEnvironment(
                new SuiteEnvironment(edms).withModel(model).variables());
        SuiteServers other = SuiteServers.fromEnvironment(new SuiteEnvironment(edms)
                .withModel(Path.of("paperless-ngx 3.x"))
                .variables());

        // when
        one.requireSame(other, data);

        // then
        assertThat(one.get(SuiteServers.MODEL)).contains(model.toString());
        assertThat(other.get(SuiteServers.MODEL)).contains("paperless-ngx 3.x");
        assertThatThrownBy(() -> new SuiteEnvironment(edms).withModel(Path.of("none.yaml")))
                .hasMessageContaining("--model none.yaml: file does not exist");
    }

    @Test
    void anotherFileRootIsRejected() {
        // given
        SuiteServers one = SuiteServers.fromEnvironment(Map.of("DB_NAME", "edms", "EDMS_STORAGE_MEDIA", "/one"));
        SuiteServers none = SuiteServers.fromEnvironment(Map.of("DB_NAME", "edms"));

        // when, then
        assertThatThrownBy(() -> none.requireSame(one, data)).hasMessageContaining("no such files");
    }
}
