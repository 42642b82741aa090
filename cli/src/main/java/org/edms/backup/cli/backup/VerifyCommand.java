package org.edms.backup.cli.backup;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.ReadablePackage;
import org.edms.backup.cli.option.StoreCommand;
import org.edms.backup.cli.option.StoreOptions;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.VerificationText;
import org.edms.backup.cli.remote.RemoteVerification;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Manifest;
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
public final class VerifyCommand extends StoreCommand {

    @Parameters(
            paramLabel = "PACKAGE",
            description =
                    "a file, or the name of a package in the store; with a server: the job's id, or the package's id or name")
    private String packageName;

    @Option(names = "--level", defaultValue = "full", description = "quick or full; without it: ${DEFAULT-VALUE}")
    private VerifyLevel level;

    @LocalOnly
    @Option(
            names = "--skip-model",
            paramLabel = "NAME",
            description = "leave out the records of a model of a package of the earlier system; repeatable")
    private Set<String> skipModels;

    @Override
    protected ExitCode run(Map<String, String> environment) throws IOException {
        refuseRestore();
        try (ReadablePackage readable = ReadablePackage.open(
                stores().locate(packageName, environment),
                stores().file(packageName, environment),
                keys().identities(),
                () -> ModelFile.read(null),
                false,
                skipModels == null ? Set.of() : skipModels)) {
            return verify(readable.located(), readable.isConverted());
        }
    }

    private ExitCode verify(StoreOptions.Located located, boolean converted) throws IOException {
        StoredPackages packages = new StoredPackages(located.store(), keys().identities());
        Verification verification = new Verification(located.store(), packages, Clock.systemUTC());
        VerifyResult result = Cancellation.around(() -> verification.verify(located.name(), level));
        VerificationText.print(packageName, result, output());
        if (converted && result.whole()) {
            return findings(located);
        }
        return result.whole() ? ExitCode.DONE : ExitCode.PACKAGE_UNREADABLE;
    }

    /** What the conversion of a package of the earlier system found: none of it makes the package unusable. */
    private ExitCode findings(StoreOptions.Located located) throws IOException {
        try (PackageReader reader = new StoredPackages(located.store(), keys().identities()).open(located.name())) {
            Manifest manifest = reader.manifest();
            if (!output().json()) {
                ManifestText.findings(manifest, output());
            }
            return manifest.withWarnings() ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE;
        }
    }

    @Override
    protected ExitCode run(Server server) throws IOException {
        refuseRestore();
        VerifyResult result = new RemoteVerification(server, output()).of(packageName, level);
        VerificationText.print(packageName, result, output());
        return RemoteVerification.code(result);
    }

    private void refuseRestore() {
        if (level == VerifyLevel.RESTORE) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "test-restore restores a package for a test");
        }
    }
}
