package org.edms.backup.cli.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.PackageCommand;
import org.edms.backup.cli.option.PackageLocation;
import org.edms.backup.cli.option.ReadablePackage;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.VerificationText;
import org.edms.backup.cli.remote.RemoteVerification;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.ModelFile;
import org.edms.backup.engine.model.ShippedModels;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.compare.Comparison;
import org.edms.backup.engine.restore.compare.ComparisonResult;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.EdmsEnvironment;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a package. */
@Command(
        name = "verify",
        description = {
            "Verifies a package, or a database that was restored from it.",
            "Checks the package's structure, the digest of each member, and its chain. With --db, compares its rows with those of a "
                    + "database, by their natural keys: each row must be there, with references to the same rows. With --files, each file "
                    + "that a row names must be there, too, with the same content."
        },
        mixinStandardHelpOptions = true)
public final class VerifyCommand extends PackageCommand {

    @Parameters(
            paramLabel = "PACKAGE",
            description =
                    "a package file, or the name of a package in the store; with a server, the ID of the job, or the ID or "
                            + "name of the package")
    private String packageName;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "full",
            description = "quick or full (default: ${DEFAULT-VALUE})")
    private VerifyLevel level;

    @LocalOnly
    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "compare the package with this database instead, and change nothing; JDBC or libpq URL")
    private String url;

    @LocalOnly
    @Option(
            names = "--files",
            paramLabel = "NAME=DIR",
            description = "with --db: compare the files of the rows with those in this directory, too; repeatable")
    private Map<String, Path> files;

    @LocalOnly
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "with --db: the model of the EDMS (default: the model in the package)")
    private Path modelFile;

    @LocalOnly
    @Option(
            names = "--skip-model",
            paramLabel = "NAME",
            description = "leave out the records of this model in a package of the earlier system; repeatable")
    private Set<String> skipModels;

    @Override
    protected ExitCode runLocally(Map<String, String> environment) throws IOException {
        rejectWrongOptions();
        try (ReadablePackage readable = ReadablePackage.open(
                stores().locate(packageName, environment),
                stores().file(packageName, environment),
                keys().identities(),
                ShippedModels::ofEarlierPackages,
                false,
                skipModels == null ? Set.of() : skipModels)) {
            return url == null
                    ? verify(readable.location(), readable.isConverted())
                    : compare(readable.location(), new EdmsEnvironment(environment).database(url));
        }
    }

    private ExitCode compare(PackageLocation location, Database database) throws IOException {
        StoredPackages packages = new StoredPackages(location.store(), keys().identities());
        EdmsModel model = modelFile == null ? null : ModelFile.read(modelFile);
        ComparisonResult result = Cancellation.run(() -> {
            try (RestoredPackage source = RestoredPackage.open(packages, location.name())) {
                return Comparison.of(source, database, model, roots());
            }
        });
        ComparisonText.print(packageName, result, output());
        if (!result.sound()) {
            return ExitCode.PARTIAL;
        }
        return result.same() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    private ExitCode verify(PackageLocation location, boolean converted) throws IOException {
        StoredPackages packages = new StoredPackages(location.store(), keys().identities());
        Verification verification = new Verification(location.store(), packages, Clock.systemUTC());
        VerifyResult result = Cancellation.run(() -> verification.verify(location.name(), level));
        VerificationText.print(packageName, result, output());
        if (converted && result.whole()) {
            return printFindings(location);
        }
        return result.whole() ? ExitCode.DONE : ExitCode.PACKAGE_UNREADABLE;
    }

    /** Findings of the conversion of a package of the earlier system. None of them makes the package unusable. */
    private ExitCode printFindings(PackageLocation location) throws IOException {
        try (PackageReader reader = new StoredPackages(location.store(), keys().identities()).open(location.name())) {
            Manifest manifest = reader.manifest();
            if (!output().json()) {
                ManifestText.findings(manifest, output());
            }
            return manifest.withWarnings() ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE;
        }
    }

    @Override
    protected ExitCode runRemotely(ServiceClient server) throws IOException {
        rejectWrongOptions();
        VerifyResult result = new RemoteVerification(server, output()).run(packageName, level);
        VerificationText.print(packageName, result, output());
        return RemoteVerification.exitCode(result);
    }

    private List<FileRoot> roots() {
        return files == null
                ? List.of()
                : files.entrySet().stream()
                        .map(root -> new FileRoot(root.getKey(), root.getValue()))
                        .toList();
    }

    private void rejectWrongOptions() {
        if (modelFile != null && url == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--model goes with --db");
        }
        if (files != null && url == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--files goes with --db");
        }
        if (level == VerifyLevel.RESTORE) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--level restore: use the command test-restore");
        }
    }
}
