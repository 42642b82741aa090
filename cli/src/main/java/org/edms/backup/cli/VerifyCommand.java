package org.edms.backup.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds out whether a package is whole. */
@Command(
        name = "verify",
        description = "Finds out whether a package is whole: its structure, each member's digest, and its chain.",
        mixinStandardHelpOptions = true)
final class VerifyCommand extends StoreCommand {

    @Parameters(
            paramLabel = "PACKAGE",
            description =
                    "a file, or the name of a package in the store; with a server: the job's id, or the package's id or name")
    private String packageName;

    @Option(names = "--level", defaultValue = "full", description = "quick or full; without it: ${DEFAULT-VALUE}")
    private VerifyLevel level;

    @Override
    ExitCode run(Map<String, String> environment) throws IOException {
        refuseRestore();
        StoreOptions.Located located = stores().locate(packageName, environment);
        StoredPackages packages = new StoredPackages(located.store(), keys().identities());
        Verification verification = new Verification(located.store(), packages, Clock.systemUTC());
        VerifyResult result = Cancellation.around(() -> verification.verify(located.name(), level));
        tell(located.name(), result, output());
        return result.whole() ? ExitCode.DONE : ExitCode.PACKAGE_UNREADABLE;
    }

    @Override
    ExitCode run(Server server) throws IOException {
        refuseRestore();
        VerifyResult result = new RemoteVerification(server, output()).of(packageName, level);
        tell(packageName, result, output());
        return RemoteVerification.code(result);
    }

    private void refuseRestore() {
        if (level == VerifyLevel.RESTORE) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "test-restore restores a package for a test");
        }
    }

    static void tell(String name, VerifyResult result, Output output) throws IOException {
        if (output.json()) {
            output.print(result);
            return;
        }
        result.findings().forEach(finding -> output.line("%s", finding.message()));
        output.line(
                "%s: %s (%s, %.1f s)",
                name,
                result.whole() ? "whole" : "NOT WHOLE",
                result.level().name().toLowerCase(Locale.ROOT),
                result.duration().toMillis() / 1000.0);
    }
}
