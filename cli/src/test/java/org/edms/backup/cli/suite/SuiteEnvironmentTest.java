package org.edms.backup.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.Map;
import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteEnvironmentTest {

    @TempDir
    Path directory;

    @Test
    void theDbOptionOverridesTheEnvironment() {
        // given
        Map<String, String> before = Map.of(
                "DB_NAME", "other",
                "DB_PARAMETERS", "sslmode=require",
                "DB_PASSWORD", "of the other",
                "PGPASSWORD", "of yet another",
                "EDMS_STORAGE_MEDIA", "/other",
                "PATH", "/bin");

        // when
        Map<String, String> now = new SuiteEnvironment(before)
                .withEdms("postgresql://me:mine@db:6432/edms")
                .withFiles(Map.of("Storage", directory))
                .variables();

        // then
        assertThat(now)
                .containsOnly(
                        entry("DB_HOST", "db"),
                        entry("DB_PORT", "6432"),
                        entry("DB_NAME", "edms"),
                        entry("DB_USER", "me"),
                        entry("DB_PASSWORD", "mine"),
                        entry("EDMS_STORAGE_STORAGE", directory.toString()),
                        entry("PATH", "/bin"));
    }

    @Test
    void connectionParametersArePassedOn() {
        // when
        Map<String, String> variables = new SuiteEnvironment(Map.of())
                .withServiceDatabase("postgresql://me@db/services?sslmode=require")
                .withEdms("postgresql://me@db/edms?sslmode=verify-full&sslrootcert=/ca.pem")
                .variables();

        // then
        assertThat(variables)
                .containsEntry("DB_PARAMETERS", "sslmode=verify-full&sslrootcert=/ca.pem")
                .containsEntry("SERVICE_DB_URL", "jdbc:postgresql://db:5432/services?sslmode=require")
                .doesNotContainKeys("DB_PASSWORD", "SERVICE_DB_PASSWORD");
    }

    @Test
    void aPasswordMissingInTheUrlComesFromTheEnvironment() {
        // when
        Map<String, String> variables = new SuiteEnvironment(Map.of("PGPASSWORD", "from there"))
                .withServiceDatabase("postgresql://me@db/services")
                .withEdms("postgresql://me@db/edms")
                .variables();

        // then
        assertThat(variables)
                .containsEntry("DB_PASSWORD", "from there")
                .containsEntry("SERVICE_DB_PASSWORD", "from there");
    }

    @Test
    void aPasswordCanComeFromAFile() {
        // given
        Map<String, String> before = Map.of("DB_PASSWORD_FILE", "/one", "SERVICE_DB_PASSWORD_FILE", "/two");

        // when
        Map<String, String> variables = new SuiteEnvironment(before)
                .withServiceDatabase("postgresql://me@db/services")
                .withEdms("postgresql://me@db/edms")
                .variables();

        // then
        assertThat(variables).containsAllEntriesOf(before);
    }

    @Test
    void anEmbeddedSuiteNamesNoServer() {
        // given
        Map<String, String> before = Map.of(
                "DB_NAME", "x",
                "DB_PASSWORD_FILE", "x",
                "SERVICE_DB_URL", "x",
                "EDMS_STORAGE_MEDIA", "x",
                "KAFKA_BOOTSTRAP_SERVERS", "x",
                "PATH", "/bin");

        // when
        Map<String, String> variables = new SuiteEnvironment(before).embedded().variables();

        // then
        assertThat(variables).containsOnlyKeys("PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-files", "my files", "ü", ""})
    void aRootNameThatIsNoVariableNameIsRejected(String name) {
        // given
        SuiteEnvironment environment = new SuiteEnvironment(Map.of("DB_NAME", "edms"));

        // then
        assertThatThrownBy(() -> environment.withFiles(Map.of(name, directory)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("--files " + name + "=");
    }

    @Test
    void aMissingDirectoryIsRejected() {
        // given
        SuiteEnvironment environment = new SuiteEnvironment(Map.of("DB_NAME", "edms"));

        // then
        assertThatThrownBy(() -> environment.withFiles(Map.of("storage", directory.resolve("nowhere"))))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("directory does not exist");
    }

    @Test
    void filesWithoutADatabaseAreRejected() {
        assertThatThrownBy(() -> new SuiteEnvironment(Map.of()).withFiles(Map.of("storage", directory)))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("--db");
    }
}
