package org.edms.backup.cli;

import java.io.PrintWriter;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reports a failure in two lines: what failed, and what to do. Internal errors also print a stack trace. */
final class FailureHandler {

    private static final String DEBUG = "EDMS_BACKUP_DEBUG";

    private FailureHandler() {}

    static int wrongUsage(ParameterException e, String[] arguments) {
        PrintWriter errors = e.getCommandLine().getErr();
        errors.println("edms-backup: " + e.getMessage() + " [" + ErrorCode.WRONG_USAGE + "]");
        CommandLine.UnmatchedArgumentException.printSuggestions(e, errors);
        errors.println("Hint: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ErrorCode.WRONG_USAGE.exitCode().number();
    }

    /** Runs a command. picocli passes exceptions to the handler below, but not errors of the virtual machine. */
    static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            return report(e, parsed.commandSpec().commandLine());
        }
    }

    static int handle(Exception failure, CommandLine line, ParseResult parsed) {
        return report(failure, line);
    }

    private static int report(Throwable failure, CommandLine line) {
        Failure reported = Failure.of(failure);
        PrintWriter errors = line.getErr();
        errors.println("edms-backup: " + reported.message());
        errors.println("Hint: " + reported.hint());
        if (reported.code() == ErrorCode.INTERNAL_ERROR || System.getenv(DEBUG) != null) {
            failure.printStackTrace(errors);
        }
        return reported.code().exitCode().number();
    }
}
