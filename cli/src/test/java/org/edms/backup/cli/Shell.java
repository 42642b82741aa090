package org.edms.backup.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command as a shell would, in this process. */
public record Shell(int exitCode, String output, String errors) {

    public static Shell run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = EdmsBackupCommand.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
        return new Shell(exitCode, output.toString(), errors.toString());
    }

    /** The line with the error, without lines of progress. */
    public String message() {
        return errors.lines()
                .filter(line -> line.startsWith("edms-backup: "))
                .findFirst()
                .orElse("");
    }
}
