package org.edms.backup.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.edms.backup.model.error.ErrorCode;

/** All error codes with what to do, in Markdown. */
final class Troubleshooting {

    private Troubleshooting() {}

    static String ofAllCodes() {
        return Arrays.stream(ErrorCode.values()).map(Troubleshooting::section).collect(Collectors.joining("\n"));
    }

    private static String section(ErrorCode code) {
        return """
                ## %s

                %s. %s

                %s Exit code %d, HTTP status %d. %s
                """.formatted(
                        code,
                        code.title(),
                        code.hint(),
                        whose(code),
                        code.exitCode().number(),
                        code.httpStatus(),
                        repetition(code));
    }

    private static String whose(ErrorCode code) {
        return switch (code.kind()) {
            case USER -> "It is about what was asked for.";
            case ENVIRONMENT -> "It is about what the suite runs on.";
            case INTERNAL -> "It is a fault of the suite.";
        };
    }

    private static String repetition(ErrorCode code) {
        return code.passes()
                ? "It may pass: the services try again by themselves, and so can you."
                : "Trying again helps when something was changed.";
    }
}
