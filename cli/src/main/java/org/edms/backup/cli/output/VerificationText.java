package org.edms.backup.cli.output;

import java.io.IOException;
import java.util.Locale;
import org.edms.backup.model.backup.VerifyResult;

/** Prints the result of a verification. */
public final class VerificationText {

    private VerificationText() {}

    public static void print(String name, VerifyResult result, Output output) throws IOException {
        if (output.json()) {
            output.print(result);
            return;
        }
        result.findings().forEach(finding -> output.line("%s", finding.message()));
        output.line(
                "%s: %s (%s, %.1f s)",
                name,
                result.whole() ? "intact" : "CORRUPT",
                result.level().name().toLowerCase(Locale.ROOT),
                result.duration().toMillis() / 1000.0);
    }
}
