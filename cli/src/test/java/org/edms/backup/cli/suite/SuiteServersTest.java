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
    void aDirectoryRemembersServersAndFilesWithoutPasswords() throws IOException {
        // given
        SuiteServers servers = SuiteServers.in(new SuiteEnvironment(Map.of("DB_PASSWORD", "secret1"))
                .withServiceDatabase("postgresql://me:secret2@db/services?sslmode=require")
                .withEdms("postgresql://me@db/edms?sslmode=require&sslpassword=secret3")
                .withFiles(Map.of("Storage", data))
                .withKafka("kafka:9092")
                .variables());

        // when
        Files.writeString(data.resolve("servers.properties"), servers.text());
        SuiteServers remembered =
                SuiteServers.rememberedBy(new LocalSuite(data)).orElseThrow();

        // then
        assertThat(remembered).isEqualTo(servers);
        assertThat(servers.text()).doesNotContain("secret");
        assertThat(remembered.get(SuiteServers.EDMS)).contains("postgresql://me@db:5432/edms?sslmode=require");
        assertThat(remembered.get(SuiteServers.SERVICE_DATABASE))
                .contains("postgresql://me@db:5432/services?sslmode=require");
        assertThat(remembered.get(SuiteServers.KAFKA)).contains("kafka:9092");
        assertThat(remembered.files()).isEqualTo(Map.of("storage", data));
        assertThat(SuiteServers.in(new SuiteEnvironment(Map.of())
                        .withEdms(remembered.get(SuiteServers.EDMS).orElseThrow())
                        .withFiles(remembered.files())
                        .withServiceDatabase(
                                remembered.get(SuiteServers.SERVICE_DATABASE).orElseThrow())
                        .withKafka("kafka:9092")
                        .variables()))
                .isEqualTo(servers);
    }

    @Test
    void otherServersAreRefusedAndBothAreNamed() {
        // given
        SuiteServers one = SuiteServers.in(Map.of("DB_NAME", "edms", "DB_HOST", "db"));
        SuiteServers other = SuiteServers.in(Map.of("DB_NAME", "edms", "DB_HOST", "elsewhere"));

        // when, then
        assertThatThrownBy(() -> one.refuseOthers(other, data))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.SERVERS_DIFFER))
                .hasMessageContaining("postgresql://postgres@db:5432/edms")
                .hasMessageContaining("postgresql://postgres@elsewhere:5432/edms");
        assertThatThrownBy(() -> EMBEDDED.refuseOthers(one, data)).hasMessageContaining("an embedded one");
        assertThatThrownBy(() -> one.refuseOthers(EMBEDDED, data)).hasMessageContaining("an embedded one");
        assertThatCode(() -> one.refuseOthers(one, data)).doesNotThrowAnyException();
    }

    @Test
    void anotherRootOfFilesIsRefused() {
        // given
        SuiteServers one = SuiteServers.in(Map.of("DB_NAME", "edms", "EDMS_STORAGE_MEDIA", "/one"));
        SuiteServers none = SuiteServers.in(Map.of("DB_NAME", "edms"));

        // when, then
        assertThatThrownBy(() -> none.refuseOthers(one, data)).hasMessageContaining("no such files");
    }
}
