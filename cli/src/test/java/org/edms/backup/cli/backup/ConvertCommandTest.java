package org.edms.backup.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.edms.backup.cli.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertCommandTest {

    private static final String RECORDS = """
            [{"model": "users.role", "fields": {"name": "Author", "created_by": ["ann"]}},
             {"model": "users.role", "fields": {"name": "Reviewer", "created_by": null}}]
            """;

    @TempDir
    Path directory;

    @Test
    void aLegacyPackageIsConvertedAndEveryRecordAccountedFor() throws IOException {
        // given
        Path legacy = Files.writeString(directory.resolve("dump.json"), RECORDS);
        Path output = directory.resolve("converted.tar.zst");

        // when
        Shell converted = convert(legacy, output, "--json");

        // then
        assertThat(converted.exitCode()).as(converted.errors()).isEqualTo(3);
        JsonNode json = new ObjectMapper().readTree(converted.output());
        assertThat(json.at("/outcome").asText()).isEqualTo("COMPLETED_WITH_WARNINGS");
        assertThat(json.at("/read").asLong()).isEqualTo(2);
        assertThat(json.at("/written").asLong()).isEqualTo(2);
        assertThat(json.at("/references").asLong()).isEqualTo(1);
        assertThat(json.at("/manifest/findings/0/kind").asText()).isEqualTo("CHECKSUM_MISSING");
        assertThat(Shell.run("verify", output.toString()).output()).contains(": intact");
        assertThat(Shell.run("inspect", output.toString()).output())
                .contains("public.roles", "public.users (keys only)");
    }

    @Test
    void eachModelIsPrinted() throws IOException {
        // given
        Path legacy = Files.writeString(
                directory.resolve("dump.json"), RECORDS.replace("\"Author\",", "\"Author\", \"x\": 1,"));

        // when
        Shell converted = convert(legacy, directory.resolve("converted.tar.gz"));

        // then
        assertThat(converted.exitCode()).isEqualTo(3);
        assertThat(converted.output())
                .contains("users.role", "2 of 2 records converted to rows, 1 references")
                .contains("missing field: users.role.x: 1 of 2 records do not have it");
    }

    @ParameterizedTest
    @CsvSource({
        "[{, converted.tar.zst, 5, PACKAGE_INCOMPLETE",
        "'{\"backup_type\": \"edms_metadata\"}', converted.tar.zst, 5, PACKAGE_WITHOUT_DATA",
        "[], converted.zip, 2, WRONG_USAGE",
        "[], converted.tar.zst.age, 2, WRONG_USAGE",
        "[], nowhere/converted.tar.zst, 1, STORE_NOT_WRITABLE",
        "'[{\"model\": \"a.b\", \"fields\": {}}]', dump.tar, 2, MODEL_INVALID"
    })
    void badInputIsOneLineWithACodeAndAHintAndWritesNothing(String content, String output, int exitCode, String code)
            throws IOException {
        // given
        Path legacy = Files.writeString(directory.resolve("dump.json"), content);

        // when
        Shell refused = convert(legacy, directory.resolve(output));

        // then
        assertThat(refused.message()).contains("[" + code + "]");
        assertThat(refused.exitCode()).isEqualTo(exitCode);
        assertThat(refused.errors()).contains("Hint: ").doesNotContain("\tat ");
        assertThat(directory.toFile().list()).containsExactly("dump.json");
    }

    @Test
    void anExistingFileIsOnlyOverwrittenWithForce() throws IOException {
        // given
        Path legacy = Files.writeString(directory.resolve("dump.json"), RECORDS);
        Path output = Files.writeString(directory.resolve("package.tar.zst"), "precious");

        // then
        assertThat(convert(legacy, output).message()).contains("PACKAGE_EXISTS");
        assertThat(output).hasContent("precious");
        assertThat(convert(legacy, output, "--force").exitCode()).isEqualTo(3);
    }

    private static Shell convert(Path legacy, Path output, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "convert";
        arguments[1] = legacy.toString();
        arguments[2] = "--output";
        arguments[3] = output.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Shell.run(arguments);
    }
}
