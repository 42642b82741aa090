package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class CommandsTest {

    @TempDir
    Path directory;

    private Path store;
    private Path files;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("document.txt"), "content");
    }

    @Test
    void aBackupIsCreatedListedInspectedAndVerified(TestDatabase database) throws IOException, SQLException {
        // given
        database.execute("CREATE TABLE ours (id int); INSERT INTO ours VALUES (1), (2)");

        // when
        Shell created = create(database, "--json");

        // then
        assertThat(created.exitCode()).as(created.errors()).isZero();
        JsonNode json = new ObjectMapper().readTree(created.output());
        String name = json.at("/stored/name").asText();
        assertThat(json.at("/outcome").asText()).isEqualTo("COMPLETED");
        assertThat(json.at("/rows").asLong()).isEqualTo(2);
        assertThat(json.at("/files").asLong()).isEqualTo(1);
        assertThat(Shell.run("list", "--store", store.toString()).output()).contains(name, "FULL");
        assertThat(Shell.run("inspect", "--store", store.toString(), name).output())
                .contains("public.ours", "storage");
        assertThat(Shell.run("verify", store.resolve(name).toString()).output()).contains(": intact");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve(name))))
                .isEqualTo("rw-------");
    }

    @Test
    void theNamesOfTheEarlierSystemWork(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE lines (id integer)");
        Shell created = Shell.run(
                "create_backup",
                "--type=full",
                "--output=" + directory.resolve("package.tar.gz"),
                "--include-users",
                "--compress",
                "--verify",
                "--db=" + database.url(),
                "--files=storage=" + files);

        assertThat(created.exitCode()).as(created.errors()).isZero();
        assertThat(directory.resolve("package.tar.gz")).exists();
    }

    @Test
    void warningsHaveTheirOwnExitCode(TestDatabase database) throws IOException {
        // given
        Files.createSymbolicLink(files.resolve("link"), Path.of("document.txt"));

        // when
        Shell created = create(database);

        // then
        assertThat(created.exitCode()).isEqualTo(3);
        assertThat(created.output()).contains("left out: storage/link");
    }

    @Test
    void aKeyPairEncryptsAndDecrypts(TestDatabase database) throws IOException {
        // given
        Path key = directory.resolve("key");
        String publicKey = Shell.run("keygen", "-o", key.toString())
                .output()
                .replace("public key: ", "")
                .strip();

        // when
        Shell created = create(database, "--recipient", publicKey);

        // then
        String name = created.output().lines().findFirst().orElseThrow();
        assertThat(name).endsWith(".tar.zst.age");
        String path = store.resolve(name).toString();
        assertThat(Shell.run("verify", path).exitCode()).isEqualTo(5);
        assertThat(Shell.run("verify", path, "--identity", key.toString()).exitCode())
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Shell again = Shell.run("keygen", "-o", key.toString());
        assertThat(again.message()).contains("NAME_TAKEN");
        assertThat(again.exitCode()).isEqualTo(1);
    }

    @Test
    void anExistingFileIsOnlyOverwrittenWithForce(TestDatabase database) throws IOException, SQLException {
        // given
        database.execute("CREATE TABLE lines (id integer)");
        Path output = Files.writeString(directory.resolve("package.tar.zst"), "precious");

        // when
        Shell refused = create(database, "--output", output.toString());

        // then
        assertThat(refused.exitCode()).isEqualTo(6);
        assertThat(refused.message()).contains("PACKAGE_EXISTS");
        assertThat(output).hasContent("precious");
        assertThat(create(database, "--output", output.toString(), "--force").exitCode())
                .isZero();
        assertThat(Shell.run("verify", output.toString()).exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--type sometimes, 2, WRONG_USAGE",
        "--no-such-option, 2, WRONG_USAGE",
        "--db mysql://localhost/x, 2, WRONG_USAGE",
        "--encrypt, 2, WRONG_USAGE",
        "--recipient age1nonsense, 2, WRONG_USAGE",
        "--parallel 0, 2, WRONG_USAGE",
        "--schedule, 2, WRONG_USAGE",
        "--output /nowhere/package.tar.zst, 1, STORE_NOT_WRITABLE",
        "--output /tmp/package.zip, 2, WRONG_USAGE",
        "--store /nowhere, 1, STORE_NOT_WRITABLE",
        "--store /proc, 1, STORE_FULL",
        "--files storage=/nowhere, 1, FILE_UNREADABLE",
        "--files ../up=/tmp, 2, WRONG_USAGE",
        "--config-files env=/nowhere, 1, FILE_UNREADABLE",
        "--model /nowhere, 1, FILE_UNREADABLE",
        "--schema nowhere, 1, NOT_FOUND",
        "--warn-below 101, 2, WRONG_USAGE",
        "--passphrase-file /nowhere --encrypt, 1, FILE_UNREADABLE",
        "--db postgresql://nobody@127.0.0.1:1/x, 1, DATABASE_UNREACHABLE"
    })
    void badInputIsOneLineWithACodeAndAHintAndWritesNothing(
            String options, int exitCode, String code, TestDatabase database) throws IOException {
        // when
        Shell refused = create(database, options.split(" ", -1));

        // then
        assertThat(refused.message()).contains("[" + code + "]");
        assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(exitCode);
        assertThat(refused.errors()).contains("Hint: ").doesNotContain("\tat ");
        assertThat(refused.output()).isEmpty();
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void aWrongPasswordIsReported(TestDatabase database) {
        String wrong = database.url().replaceFirst("password=[^&]*", "password=wrong");

        Shell refused = create(database, "--db", wrong);

        assertThat(refused.exitCode()).isEqualTo(6);
        assertThat(refused.message()).contains("DATABASE_LOGIN_REFUSED");
        assertThat(refused.errors()).doesNotContain("password=");
    }

    @Test
    void anIncrementalBackupWithoutAnEarlierOneBecomesFull(TestDatabase database) throws SQLException {
        // given
        database.execute("CREATE TABLE kept AS SELECT 1 AS n");

        // when
        Shell first = create(database, "--type", "incremental");
        Shell second = create(database, "--type", "incremental");

        // then
        assertThat(first.exitCode()).as(first.errors()).isZero();
        assertThat(first.output()).contains("-full-");
        assertThat(first.errors()).contains("No earlier backup to build on: made a full backup");
        assertThat(second.exitCode()).as(second.errors()).isZero();
        assertThat(second.output()).contains("-incremental-");
        assertThat(second.errors()).doesNotContain("No earlier backup");
    }

    @Test
    void aDatabaseWithoutTablesCausesWarnings(TestDatabase database) {
        // when
        Shell warned = create(database);
        Shell accepted = create(database, "--warn-below", "0");

        // then
        assertThat(warned.exitCode()).as(warned.errors()).isEqualTo(3);
        assertThat(accepted.exitCode()).as(accepted.errors()).isZero();
    }

    @Test
    void aMissingDatabaseIsNamed(TestDatabase database) {
        Shell refused = create(database, "--db", database.url().replace(database.name(), "nowhere"));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.message()).contains("DATABASE_MISSING", "nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {".tar.zst", ".tar.gz", ".tar"})
    void aTruncatedPackageIsReportedInOneLine(String suffix, TestDatabase database) throws IOException {
        // given
        Path whole = directory.resolve("whole" + suffix);
        create(database, "--output", whole.toString());
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = directory.resolve("cut" + suffix);

        for (int length = 0; length < bytes.length - 1024; length += 1 + bytes.length / 60) {
            // when
            Files.write(cut, Arrays.copyOf(bytes, length));
            Shell refused = Shell.run("verify", cut.toString());

            // then
            assertThat(refused.exitCode())
                    .as("%d of %d bytes", length, bytes.length)
                    .isEqualTo(5);
            assertThat(refused.errors() + refused.output()).doesNotContain("\tat ");
        }
    }

    @Test
    void aMissingPackageIsNamed() {
        Shell refused = Shell.run("verify", "/nowhere/package.tar.zst");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.message()).contains("NOT_FOUND", "/nowhere/package.tar.zst");
    }

    @Test
    void aFileThatIsNoPackageIsReported() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "no package", StandardCharsets.UTF_8);

        assertThat(Shell.run("inspect", file.toString()).exitCode()).isEqualTo(5);
    }

    private Shell create(TestDatabase database, String... more) {
        List<String> arguments = new ArrayList<>(List.of("create"));
        List<String> given = List.of(more);
        Stream.of(
                        List.of("--db", database.url()),
                        List.of("--files", "storage=" + files),
                        List.of("--store", store.toString()))
                .filter(option -> !given.contains(option.get(0)))
                .forEach(arguments::addAll);
        arguments.addAll(given);
        return Shell.run(arguments.toArray(String[]::new));
    }
}
