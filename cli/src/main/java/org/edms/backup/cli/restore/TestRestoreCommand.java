package org.edms.backup.cli.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.LocalOptions;
import org.edms.backup.cli.option.ReadablePackage;
import org.edms.backup.cli.option.StoreOptions;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.cli.output.VerificationText;
import org.edms.backup.cli.remote.RemoteVerification;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.TestRestore;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.PackageStore;
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

/** Finds out whether a package can be restored. */
@Command(
        name = "test-restore",
        aliases = "test_restore",
        description =
                "Finds out whether a package is whole, or restores it into a database of its own, which is dropped again.",
        mixinStandardHelpOptions = true)
public final class TestRestoreCommand extends RestoringCommand {

    @Option(
            names = "--backup-id",
            paramLabel = "ID",
            description = "the package with this id, wherever in the store; or a server's job with this id")
    private String backupId;

    /** What is tested. */
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

    @Option(
            names = "--test-type",
            defaultValue = "restore",
            description = "quick or full: as verify; restore: into a database of its own; database or files: that part "
                    + "alone. Without it: ${DEFAULT-VALUE}")
    private TestType type;

    @LocalOnly
    @Option(names = "--keep-temp", description = "let the database and the files of the test stay")
    private boolean keep;

    @LocalOnly
    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description = "the server for the test; without it: the one that --db names")
    private String scratch;

    private static final Set<String> UNDERSTOOD =
            Set.of("--backup-id", "--backup-job", "--from-file", "--test-type", "--dry-run", "--confirm");

    @Override
    RestoreScope scope() {
        return type.scope;
    }

    @Override
    String name(Map<String, String> environment) throws IOException {
        if (backupId != null) {
            return nameOf(backupId, environment);
        }
        return namesPackage() ? super.name(environment) : latest(environment);
    }

    private String latest(Map<String, String> environment) throws IOException {
        PackageStore store = stores().store(environment);
        String name = new StoredPackages(store, keys().identities())
                .list().stream()
                        .filter(stored -> stored.manifest() != null)
                        .max(Comparator.comparing(
                                stored -> stored.manifest().header().createdAt()))
                        .map(stored -> stored.file().name())
                        .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "a package in the store"));
        announceLatest(name);
        return name;
    }

    private String latest(Server server) throws IOException {
        BackupJob job = server.list("jobs/?status=COMPLETED,COMPLETED_WITH_WARNINGS", 1, BackupJob.class).stream()
                .findFirst()
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "a backup that has completed"));
        announceLatest(job.backupPackage().name());
        return job.id().toString();
    }

    private void announceLatest(String name) {
        output().errors().println("No package is named: testing the latest, " + name);
        output().errors().flush();
    }

    @Override
    protected ExitCode run(Map<String, String> environment) throws IOException {
        return reporting(environment, () -> {
            try (ReadablePackage readable = readable(environment)) {
                return type.level == VerifyLevel.RESTORE ? restore(readable, environment) : verify(readable.located());
            }
        });
    }

    private ExitCode restore(ReadablePackage readable, Map<String, String> environment) throws IOException {
        Path directory = Files.createTempDirectory("edms-test-restore-");
        Path copies = Files.createTempDirectory("edms-test-copy-");
        try {
            RestoreReport report = restore(readable, directory, copies, environment);
            ExitCode code = tell(report, null);
            if (keep && !output().json()) {
                output().line("kept: the files in %s, the database %s", directory, report.keptDatabase());
            }
            return code;
        } finally {
            FileTree.delete(copies);
            if (!keep) {
                FileTree.delete(directory);
            }
        }
    }

    /** A server tries its packages in its own way: how to restore is not for the caller to say. */
    @Override
    protected ExitCode run(Server server) throws IOException {
        where().refuseAllBut(UNDERSTOOD, "means nothing to a server that tests a package");
        if (dryRun() && type.level == VerifyLevel.RESTORE) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--dry-run: a server restores for a test, or verifies");
        }
        if (type.scope != RestoreScope.FULL) {
            output().errors().println("A server tests the whole package, not only the " + name(type.scope) + ".");
            output().errors().flush();
        }
        String wanted = backupId == null ? named(server) : backupId;
        VerifyResult result = new RemoteVerification(server, output()).of(wanted, type.level);
        VerificationText.print(wanted, result, output());
        return RemoteVerification.code(result);
    }

    private String named(Server server) throws IOException {
        return namesPackage() ? wanted() : latest(server);
    }

    private static String name(RestoreScope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private ExitCode verify(StoreOptions.Located located) throws IOException {
        VerifyResult result = new Verification(
                        located.store(), new StoredPackages(located.store(), keys().identities()), Clock.systemUTC())
                .verify(located.name(), type.level);
        VerificationText.print(located.name(), result, output());
        return result.whole() ? ExitCode.DONE : ExitCode.PACKAGE_UNREADABLE;
    }

    /**
     * A package of the earlier system holds no tables of its own, and refers to rows of the target: it is tested with a copy of
     * the database that {@code --db} names.
     */
    private RestoreReport restore(
            ReadablePackage readable, Path directory, Path copies, Map<String, String> environment) throws IOException {
        StoreOptions.Located located = readable.located();
        List<FileRoot> roots = new ArrayList<>();
        boolean withDatabase;
        try (var reader = new StoredPackages(located.store(), keys().identities()).open(located.name())) {
            reader.manifest()
                    .roots()
                    .forEach(root -> roots.add(new FileRoot(root.name(), directory.resolve(root.name()))));
            withDatabase = reader.manifest().database() != null && type.scope != RestoreScope.FILES;
        }
        Database server = scratch == null
                ? local().target(withDatabase, false, environment).database()
                : local().parse(scratch, environment);
        RestoreTask task = task(
                located,
                new LocalOptions.Target(server, roots),
                new RestoreJobId(new UuidV7(Clock.systemUTC()).next()),
                true);
        Meter meter = new Meter();
        TestRestore test = new TestRestore(located.store(), keys().identities(), task, keep, Clock.systemUTC(), meter);
        return Cancellation.around(() -> ProgressDisplay.around(meter::progress, output().errors(), () -> {
            if (readable.isConverted() && withDatabase) {
                Database original = local().target(true, false, environment).database();
                StoredPackage copy = safetyPackage(original, copies, meter);
                return test.run(new StoredPackages(new DirectoryStore(copies), keys().identities()), copy.name());
            }
            return test.run();
        }));
    }
}
