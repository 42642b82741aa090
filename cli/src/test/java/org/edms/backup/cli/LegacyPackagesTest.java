package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands accept packages of the earlier system. */
@PostgresTest
class LegacyPackagesTest {

    private static final String TABLES = """
            CREATE TABLE users (id serial PRIMARY KEY, username text NOT NULL UNIQUE);
            CREATE TABLE roles (id serial PRIMARY KEY, name text NOT NULL UNIQUE, created_by_id int REFERENCES users);
            INSERT INTO users (username) VALUES ('ann');
            """;

    private static final String ROLES = """
            [{"model": "users.role", "fields": {"name": "Author", "created_by": ["ann"]}},
             {"model": "users.role", "fields": {"name": "Reviewer", "created_by": null}}]
            """;

    @TempDir
    Path directory;

    private Path store;
    private Path legacy;

    @BeforeEach
    void pack() throws Exception {
        store = Files.createDirectory(directory.resolve("store"));
        legacy = Files.createDirectory(directory.resolve("elsewhere")).resolve("edms_migration_package_1.tar.gz");
        tar(legacy, Map.of("metadata.json", "{}", "database/database_backup.json", ROLES));
    }

    @Test
    void verifyAndInspectReadALegacyPackage() {
        // when
        Shell verified = Shell.run("verify", legacy.toString());
        Shell inspected = Shell.run("inspect", legacy.toString());

        // then
        assertThat(verified.exitCode()).as(verified.errors()).isEqualTo(3);
        assertThat(verified.output())
                .contains(legacy + ": intact")
                .contains("unverified: database/checksum.txt: it is missing: the rows were not verified");
        assertThat(inspected.exitCode()).as(inspected.errors()).isZero();
        assertThat(inspected.output()).contains("public.roles");
    }

    @Test
    void verifyReportsATruncatedPackage() throws IOException {
        // given
        byte[] whole = Files.readAllBytes(legacy);
        Files.write(legacy, Arrays.copyOf(whole, whole.length - 20));

        // when
        Shell verified = Shell.run("verify", legacy.toString());

        // then
        assertThat(verified.exitCode()).isEqualTo(5);
        assertThat(verified.message()).contains("[PACKAGE_TRUNCATED]");
    }

    @Test
    void aDamagedPackageIsNotMistakenForALegacyPackage(TestDatabase source) throws Exception {
        // given
        source.execute(TABLES);
        Path ours = store.resolve("ours.tar");
        Shell made = Shell.run(
                "create",
                "--type",
                "database",
                "--db",
                source.url(),
                "--store",
                store.toString(),
                "--output",
                ours.toString());
        assertThat(made.exitCode()).as(made.errors()).isIn(0, 3);
        byte[] bytes = Files.readAllBytes(ours);
        Files.write(ours, Arrays.copyOf(bytes, bytes.length / 2));
        Files.deleteIfExists(store.resolve("ours.tar.sha256"));

        // when
        Shell verified = Shell.run("verify", ours.toString());

        // then
        assertThat(verified.exitCode()).isEqualTo(5);
        assertThat(verified.output() + verified.errors()).doesNotContain("neither rows nor files");
    }

    @Test
    void aTestRestoreMergesIntoACopyOfTheDatabase(TestDatabase target) throws Exception {
        // given
        target.execute(TABLES);

        // when
        Shell tested = Shell.run("test-restore", legacy.toString(), "--db", target.url());

        // then
        assertThat(tested.exitCode()).as(tested.output() + tested.errors()).isIn(0, 3);
        assertThat(tested.output()).contains("public.roles");
        assertThat(number(target, "SELECT count(*) FROM roles")).isZero();
        assertThat(number(target, "SELECT count(*) FROM pg_database WHERE datname LIKE 'edms_restore_%'"))
                .isZero();
    }

    @Test
    void theSafetyPackageIsInTheStoreAndUndoWorksAsPrinted(TestDatabase target) throws Exception {
        // given
        target.execute(TABLES + "INSERT INTO roles (name) VALUES ('mine')");

        // when
        Shell restored =
                Shell.run("restore", legacy.toString(), "--store", store.toString(), "--db", target.url(), "--force");

        // then
        assertThat(restored.exitCode()).as(restored.errors()).isIn(0, 3);
        assertThat(number(target, "SELECT count(*) FROM roles")).isEqualTo(3);
        String printed = restored.output().replaceAll("(?s).*safety package (\\S+)\nTo undo it.*", "$1");
        assertThat(Path.of(printed)).isRegularFile().hasParent(store);

        // when
        String undo = restored.output().replaceAll("(?s).*To undo it: edms-backup ([^\n]+)\n.*", "$1");
        Shell undone = Shell.run(TargetDatabases.withPassword(undo, target));

        // then
        assertThat(undone.exitCode()).as(undone.errors()).isZero();
        assertThat(number(target, "SELECT count(*) FROM roles")).isEqualTo(1);
        target.execute("DROP DATABASE IF EXISTS \"%s_undone_%s\""
                .formatted(target.name(), undo.replaceAll(".*undo [0-9a-f-]{28}([0-9a-f]{8}).*", "$1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore", "test-restore"})
    void aReportIsWrittenIfTheConversionFails(String command, TestDatabase target) throws Exception {
        // given
        target.execute(TABLES);
        Path report = directory.resolve("report.json");
        tar(
                legacy,
                Map.of(
                        "metadata.json",
                        "{}",
                        "database/database_backup.json",
                        "[{\"model\": \"reports.report\", \"fields\": {}}]"));

        // when
        Shell restored =
                Shell.run(command, legacy.toString(), "--db", target.url(), "--force", "--report", report.toString());

        // then
        assertThat(restored.exitCode()).isEqualTo(2);
        JsonNode written = new ObjectMapper().readTree(report.toFile());
        assertThat(written.path("failure").path("code").asText()).isEqualTo("MODEL_INVALID");
        assertThat(written.path("failure").path("detail").asText()).contains("reports.report");
        assertThat(written.path("committed").asBoolean()).isFalse();
        assertThat(written.path("package_file").asText()).isEqualTo(legacy.toString());
        assertThat(written.path("target").asText()).contains(target.name());
    }

    @Test
    void aReportIsWrittenIfThePackageIsTruncated(TestDatabase target) throws Exception {
        // given
        target.execute(TABLES);
        Path report = directory.resolve("report.json");
        byte[] whole = Files.readAllBytes(legacy);
        Files.write(legacy, Arrays.copyOf(whole, whole.length - 20));

        // when
        Shell restored =
                Shell.run("restore", legacy.toString(), "--db", target.url(), "--force", "--report", report.toString());

        // then
        assertThat(restored.exitCode()).isEqualTo(5);
        assertThat(new ObjectMapper()
                        .readTree(report.toFile())
                        .path("failure")
                        .path("code")
                        .asText())
                .isEqualTo("PACKAGE_TRUNCATED");
    }

    @Test
    void noReportIsWrittenForWrongUsage() {
        // given
        Path report = directory.resolve("report.json");

        // when
        Shell restored = Shell.run("restore", legacy + ".missing", "--files-only", "--report", report.toString());

        // then
        assertThat(restored.exitCode()).isNotZero();
        assertThat(report).doesNotExist();
    }

    private static long number(TestDatabase database, String query) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Uses {@code tar}, which starts member names with {@code ./} and includes directories. */
    private static void tar(Path file, Map<String, String> members) throws IOException, InterruptedException {
        Path content = Files.createTempDirectory(file.getParent(), "content");
        for (Map.Entry<String, String> member : members.entrySet()) {
            Path path = content.resolve(member.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, member.getValue());
        }
        Process tar = new ProcessBuilder("tar", "-C", content.toString(), "-czf", file.toString(), "./")
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
    }
}
