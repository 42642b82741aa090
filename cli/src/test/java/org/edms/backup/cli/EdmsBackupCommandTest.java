package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EdmsBackupCommandTest {

    private final StringWriter errors = new StringWriter();
    private final CommandLine commandLine =
            EdmsBackupCommand.commandLine().setErr(new PrintWriter(errors)).setOut(new PrintWriter(errors));

    @Test
    void anUnknownOptionIsNamed() {
        // when
        int exitCode = commandLine.execute("--no-such-option");

        // then
        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString()).contains("--no-such-option");
    }

    @Test
    void helpIsNotAnError() {
        assertThat(commandLine.execute("--help")).isZero();
    }
}
