package org.edms.backup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@PostgresTest
class DemoEdmsCommandTest {

    @TempDir
    Path root;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine command =
            DemoEdmsCommand.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));

    @Test
    void generatedRowsAreCounted(TestDatabase database) {
        // when
        int exitCode =
                command.execute("generate", "--db", database.url(), "--files", root.toString(), "--documents", "20");

        // then
        assertThat(exitCode).isZero();
        assertThat(output.toString()).containsPattern("20  documents\n").contains("rows in all");
        assertThat(root.resolve("storage/documents")).isNotEmptyDirectory();
    }

    @Test
    void reinitialiseDeletesAllDocuments(TestDatabase database) {
        // given
        command.execute("generate", "--db", database.url(), "--files", root.toString(), "--documents", "20");

        // when
        int exitCode = command.execute("reinitialise", "--db", database.url(), "--files", root.toString());

        // then
        assertThat(exitCode).isZero();
        assertThat(output.toString()).containsPattern(" 0  documents\n");
        assertThat(root.resolve("storage")).isEmptyDirectory();
    }

    @Test
    void anUnreachableServerIsReportedInOneLine() {
        // when
        int exitCode = command.execute(
                "reinitialise", "--db", "postgresql://u:secret@127.0.0.1:1/none", "--files", root.toString());

        // then
        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString())
                .contains("127.0.0.1:1 refused")
                .doesNotContain("secret")
                .hasLineCount(1);
    }

    @Test
    void aDatabaseWithoutAnEdmsIsUnchanged(TestDatabase database) {
        // when
        int exitCode = command.execute("reinitialise", "--db", database.url(), "--files", root.toString());

        // then
        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains("no demonstration EDMS").hasLineCount(1);
    }

    @Test
    void aWrongPasswordIsReportedInOneLine(TestDatabase database) {
        // when
        int exitCode = command.execute(
                "create", "--db", database.url().replace("password=", "password=not"), "--files", root.toString());

        // then
        assertThat(exitCode).isEqualTo(1);
        assertThat(errors.toString()).contains("password authentication failed").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --db mysql://x/y --files .",
                "generate --db postgresql://h/n --files . --documents 0",
                "generate --db postgresql://h/n --files . --documents many",
                "generate --files .",
                "unknown",
                ""
            })
    void wrongUsageEndsWithExitCodeTwo(String line) {
        assertThat(command.execute(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(errors.toString()).isNotBlank();
    }
}
