package org.edms.backup.cli.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.edms.backup.cli.option.EdmsOptions;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.PackageLocation;
import org.edms.backup.cli.option.ReadablePackage;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.cli.output.VerificationText;
import org.edms.backup.cli.remote.RemoteVerification;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.TestRestore;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tests whether a package can be restored. */
@Command(
        name = "test-restore",
        aliases = "test_restore",
        description = {
            "Tests whether a package can be restored.",
            "Verifies the package, or restores it into a temporary database."
        },
        mixinStandardHelpOptions = true)
public final class TestRestoreCommand extends AbstractRestoreCommand {

    private static final Set<String> OPTIONS_OF_SERVER =
            Set.of("--backup-id", "--backup-job", "--from-file", "--test-type", "--dry-run", "--confirm");

    /** How thorough the test is, and of what part of the package. */
    private enum TestType {
        QUICK(VerifyLevel.QUICK, RestoreScope.FULL),
        FULL(VerifyLevel.FULL, RestoreScope.FULL),
        RESTORE(VerifyLevel.RESTORE, RestoreScope.FULL),
        DATABASE(VerifyLevel.RESTORE, RestoreScope.DATABASE),
        FILES(VerifyLevel.RESTORE, RestoreScope.FILES);

        private final VerifyLevel level;
        private final RestoreScope scope;

        TestType(VerifyLevel level, RestoreScope scope) {
            this.level = level;
            this.scope = scope;
        }
    }

    @Option(names = "--backup-id", paramLabel = "ID", description = "same as --backup-job")
    private String backupId;

    @Option(
            names = "--test-type",
            paramLabel = "TYPE",
            defaultValue = "restore",
            description = "quick or full: verify only, as verify --level does; restore: restore into a temporary "
                    + "database; database or files: restore only that part (default: ${DEFAULT-VALUE})")
    private TestType type;

    @LocalOnly
    @Option(names = "--keep-temp", description = "keep the temporary database and files")
    private boolean keep;

    @LocalOnly
    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description = "the PostgreSQL server for the temporary database (default: the server in --db)")
    private String scratch;

    @Override
    RestoreScope scope() {
        return type.scope;
    }

    @Override
    protected ExitCode runLocally(Map<String, String> environment) throws IOException {
        return reportingFailure(environment, () -> {
            try (ReadablePackage readable = open(environment)) {
                return type.level == VerifyLevel.RESTORE ? restore(readable, environment) : verify(readable.location());
            }
        });
    }

    private ExitCode verify(PackageLocation location) throws IOException {
        VerifyResult result = new Verification(
                        location.store(), new StoredPackages(location.store(), keys().identities()), Clock.systemUTC())
                .verify(location.name(), type.level);
        VerificationText.print(location.name(), result, output());
        return result.whole() ? ExitCode.DONE : ExitCode.PACKAGE_UNREADABLE;
    }

    private ExitCode restore(ReadablePackage readable, Map<String, String> environment) throws IOException {
        Path files = Files.createTempDirectory("edms-test-restore-");
        Path copies = Files.createTempDirectory("edms-test-copy-");
        try {
            RestoreReport report = restore(readable, files, copies, environment);
            ExitCode code = finish(report, null);
            if (keep && !output().json()) {
                output().line("Kept: files in %s, database %s", files, report.keptDatabase());
            }
            return code;
        } finally {
            FileTree.delete(copies);
            if (!keep) {
                FileTree.delete(files);
            }
        }
    }

    /**
     * A package of the earlier system has no table definitions and refers to rows of the target, so it is restored into a copy
     * of the database that {@code --db} names.
     */
    private RestoreReport restore(ReadablePackage readable, Path files, Path copies, Map<String, String> environment)
            throws IOException {
        PackageLocation location = readable.location();
        PackageLookup lookup = lookup(location);
        boolean withDatabase = type.scope != RestoreScope.FILES && lookup.hasDatabase(location.name());
        Database server = scratch == null
                ? edms().target(withDatabase, false, environment).database()
                : edms().parse(scratch, environment);
        RestoreTask task = task(
                location,
                new EdmsOptions.Target(server, lookup.rootsBelow(files, location.name())),
                new RestoreJobId(new UuidV7(Clock.systemUTC()).next()),
                true);
        Meter meter = new Meter();
        TestRestore test = new TestRestore(location.store(), keys().identities(), task, keep, Clock.systemUTC(), meter);
        return Cancellation.run(() -> ProgressDisplay.run(meter::progress, output().errors(), () -> {
            if (readable.isConverted() && withDatabase) {
                Database original = edms().target(true, false, environment).database();
                StoredPackage copy = new SafetyBackup(edms(), keys(), meter).create(original, copies);
                return test.run(new StoredPackages(new DirectoryStore(copies), keys().identities()), copy.name());
            }
            return test.run();
        }));
    }

    /** A server decides itself how it restores a package for a test. */
    @Override
    protected ExitCode runRemotely(ServiceClient server) throws IOException {
        connection().rejectOptionsExcept(OPTIONS_OF_SERVER, "is not supported when a server tests a package");
        if (dryRun() && type.level == VerifyLevel.RESTORE) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--dry-run is not supported when a server restores a package for a test");
        }
        if (type.scope != RestoreScope.FULL) {
            print("A server always tests the whole package, not only the "
                    + type.scope.name().toLowerCase(Locale.ROOT) + ".");
        }
        String nameOrId = backupId == null ? nameOrLatest(server) : backupId;
        VerifyResult result = new RemoteVerification(server, output()).run(nameOrId, type.level);
        VerificationText.print(nameOrId, result, output());
        return RemoteVerification.exitCode(result);
    }

    private String nameOrLatest(ServiceClient server) throws IOException {
        return namesPackage() ? nameOrId() : latest(server);
    }

    private String latest(ServiceClient server) throws IOException {
        BackupJob job = server.list("jobs/?status=COMPLETED,COMPLETED_WITH_WARNINGS", 1, BackupJob.class).stream()
                .findFirst()
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the server has no completed backup"));
        announceLatest(job.backupPackage().name());
        return job.id().toString();
    }

    @Override
    String name(Map<String, String> environment) throws IOException {
        if (backupId != null) {
            return nameOf(backupId, environment);
        }
        return namesPackage() ? super.name(environment) : latest(environment);
    }

    private String latest(Map<String, String> environment) throws IOException {
        String name = new PackageLookup(stores().store(environment), keys().identities())
                .latest()
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the store has no readable package"));
        announceLatest(name);
        return name;
    }

    private void announceLatest(String name) {
        print("No package specified: testing the latest, " + name);
    }

    private void print(String message) {
        output().errors().println(message);
        output().errors().flush();
    }
}
