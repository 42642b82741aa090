package org.edms.backup.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.edms.backup.model.error.ErrorCode;

/** The reference of error codes in Markdown: title, hint and exit code of each. */
final class Troubleshooting {

    private static final String NOTICE = "A note in the report of a restore: the model asks for it. Exit code 0.";

    private Troubleshooting() {}

    static String ofAllCodes() {
        String contents = Arrays.stream(ErrorCode.values())
                .map(code -> "[%s](#%s)".formatted(code, code.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(",\n", "On this page:\n", ".\n\n"));
        return contents
                + Arrays.stream(ErrorCode.values())
                        .map(Troubleshooting::section)
                        .collect(Collectors.joining("\n"));
    }

    private static String section(ErrorCode code) {
        return """
                ## %s

                %s. %s

                %s
                """.formatted(code, code.title(), code.hint(), code.isNotice() ? NOTICE : cause(code));
    }

    private static String cause(ErrorCode code) {
        return "%s Exit code %d, HTTP status %d. %s"
                .formatted(kind(code), code.exitCode().number(), code.httpStatus(), retry(code));
    }

    private static String kind(ErrorCode code) {
        return switch (code.kind()) {
            case USER -> "The request is wrong.";
            case ENVIRONMENT -> "The environment causes it.";
            case INTERNAL -> "The suite has a bug.";
        };
    }

    private static String retry(ErrorCode code) {
        return code.isTransient()
                ? "It may be temporary: the services retry by themselves, and so can you."
                : "Fix the cause, then retry.";
    }
}
