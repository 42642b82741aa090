package org.edms.backup.cli.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edms.backup.cli.option.EdmsOptions;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.PackageCommand;
import org.edms.backup.cli.option.PackageLocation;
import org.edms.backup.cli.option.ReadablePackage;
import org.edms.backup.cli.option.ServiceOnly;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.cli.output.UndoInvocation;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.RemoteRestore;
import org.edms.backup.cli.remote.RemoteVerification;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.engine.restore.Restore;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.ShortId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.restore.RestoreScope;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The restore of a package, in this process or by a server. Subclasses decide what part of the package is restored. */
abstract class AbstractRestoreCommand extends PackageCommand {

    @Mixin
    private EdmsOptions edms;

    @Mixin
    private PackageSelection selection;

    @LocalOnly
    @Option(
            names = "--target",
            paramLabel = "DIR",
            description = "restore the files into DIR, each root into a subdirectory of its name")
    private Path targetDirectory;

    @Option(names = "--verify", description = "verify the whole package first, and restore only if it is intact")
    private boolean verify;

    @Mixin
    private ConfirmationOptions confirmation;

    @Mixin
    private ReportOptions reports;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "ID of this restore, a UUID: a restore that already ran under this ID does not run again")
    private String id;

    @LocalOnly
    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "number of database connections and threads (default: number of processors)")
    private Integer parallel;

    @ServiceOnly
    @Option(names = "--detach", description = "print the ID of the restore and exit without waiting for it to finish")
    private boolean detach;

    @Mixin
    private RestoreOptionsMixin options;

    @Mixin
    private LegacyRestoreOptions legacyOptions;

    abstract RestoreScope scope();

    @Override
    protected ExitCode runLocally(Map<String, String> environment) throws IOException {
        return reportingFailure(environment, () -> {
            try (ReadablePackage readable = open(environment)) {
                return restore(readable.location(), environment);
            }
        });
    }

    private ExitCode restore(PackageLocation location, Map<String, String> environment) throws IOException {
        legacyOptions.rejectContradictions(options);
        legacyOptions.apply(options, location, keys(), output());
        reports.setPackageFile(packageFile(environment));
        if (verify) {
            lookup(location).requireIntact(location.name());
        }
        EdmsOptions.Target target = target(location, environment);
        RestoreTask task = task(location, target, restoreId(), confirm(String.valueOf(target)));
        Path safetyStore = stores().named(environment).orElse(null);
        RestoreReport report = run(location, task, safetyStore);
        UndoInvocation undo = UndoInvocation.local(safetyStore, target.database(), target.roots());
        return legacyOptions.exitCode(finish(report, undo));
    }

    private RestoreReport run(PackageLocation location, RestoreTask task, Path safetyStore) throws IOException {
        Meter meter = new Meter();
        SafetyBackup safetyBackup = new SafetyBackup(edms, keys(), meter);
        Restore restore = new Restore(
                location.store(),
                keys().identities(),
                task,
                () -> safetyBackup.create(task.target(), safetyStore),
                Clock.systemUTC(),
                meter);
        try {
            return Cancellation.run(() -> ProgressDisplay.run(meter::progress, output().errors(), restore::run));
        } catch (BackupException | IOException e) {
            reports.writeReport(restore.failed(Failure.of(e)));
            throw e;
        }
    }

    @Override
    protected ExitCode runRemotely(ServiceClient server) throws IOException {
        legacyOptions.rejectContradictions(options);
        RemoteRestore restore = new RemoteRestore(server, output());
        Path file = namedPackage().map(Path::of).filter(Files::isRegularFile).orElse(null);
        if (verify) {
            verifyFirst(server, file);
        }
        String key = id == null ? ServiceClient.newIdempotencyKey() : id;
        boolean confirmed = confirm("the system of " + server.address());
        RestoreOptions wanted = options.toRestoreOptions(scope());
        Cancellation.Work<RestoreJob> start = () -> file == null
                ? restore.startFromPackage(nameOrId(), wanted, confirmed, key)
                : restore.startFromFile(file, wanted, confirmed, key);
        if (detach) {
            RestoreJob job = start.run();
            return new RemoteJobs(server, output())
                    .printDetached(job, "restore " + job.request().id());
        }
        RestoreReport report = Cancellation.run(() -> restore.awaitReport(start.run()));
        return finish(report, UndoInvocation.at(server.address()));
    }

    /** A file is verified before it is uploaded, a package of the server by the server. */
    private void verifyFirst(ServiceClient server, Path file) throws IOException {
        if (file == null) {
            PackageLookup.rejectFindings(new RemoteVerification(server, output())
                    .run(nameOrId(), VerifyLevel.FULL)
                    .findings());
            return;
        }
        Path absolute = file.toAbsolutePath();
        new PackageLookup(new DirectoryStore(absolute.getParent()), keys().identities())
                .requireIntact(absolute.getFileName().toString());
    }

    /** Saves and prints the report. */
    ExitCode finish(RestoreReport report, UndoInvocation undo) throws IOException {
        if (options.dryRun() && report.failure() == null) {
            reports.writePlan(report);
        }
        reports.writeReport(report);
        RestoreResult result = new RestoreResult(report, undo);
        result.print(output());
        return result.exitCode();
    }

    /** A restore, from the opening of its package on. */
    @FunctionalInterface
    interface Work {
        ExitCode run() throws IOException;
    }

    /** Writes a report even if the restore never begins, for example because the package cannot be converted. */
    ExitCode reportingFailure(Map<String, String> environment, Work work) throws IOException {
        try {
            return work.run();
        } catch (BackupException | IOException e) {
            Failure failure = Failure.of(e);
            boolean isAboutPackage = failure.code() != ErrorCode.WRONG_USAGE && failure.code() != ErrorCode.NOT_FOUND;
            if (reports.pendingReport() != null && isAboutPackage) {
                writeFailure(failure, environment);
            }
            throw e;
        }
    }

    /** A report that cannot be written must not hide why the restore failed. */
    private void writeFailure(Failure failure, Map<String, String> environment) {
        try {
            RestoreTask task = unstartedTask(environment);
            reports.setPackageFile(packageFile(environment));
            reports.writeReport(Restore.failed(task, failure, Clock.systemUTC()));
        } catch (BackupException | IOException e) {
            output().errors()
                    .println("edms-backup: cannot write the report: "
                            + Failure.of(e).message());
            output().errors().flush();
        }
    }

    private RestoreTask unstartedTask(Map<String, String> environment) throws IOException {
        PackageLocation location = stores().locate(name(environment), environment);
        return new RestoreTask(
                request(location, restoreId(), options.toRestoreOptions(scope())),
                scope() == RestoreScope.FILES
                        ? null
                        : edms.namedDatabase(environment).orElse(null),
                List.of(),
                null,
                null,
                confirmation.isGiven(),
                ProgramVersion.text(),
                1);
    }

    RestoreTask task(PackageLocation location, EdmsOptions.Target target, RestoreJobId restoreId, boolean confirmed)
            throws IOException {
        RestoreReport plan = options.dryRun() ? null : reports.planToApply();
        RestoreOptions wanted = plan == null
                ? options.toRestoreOptions(scope())
                : plan.request().options().withoutDryRun();
        int parallelism = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        if (parallelism < 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--parallel must be at least 1");
        }
        return new RestoreTask(
                request(location, restoreId, wanted),
                target.database(),
                target.roots(),
                edms.namedModel(),
                plan,
                confirmed,
                ProgramVersion.text(),
                parallelism);
    }

    private static RestoreRequest request(PackageLocation location, RestoreJobId restoreId, RestoreOptions options)
            throws IOException {
        return new RestoreRequest(
                restoreId,
                location.name(),
                location.store().digest(location.name()),
                options,
                System.getProperty("user.name"));
    }

    private EdmsOptions.Target target(PackageLocation location, Map<String, String> environment) throws IOException {
        boolean withDatabase = scope() != RestoreScope.FILES;
        boolean withFiles = scope() != RestoreScope.DATABASE;
        EdmsOptions.Target named = edms.target(withDatabase, withFiles && targetDirectory == null, environment);
        if (targetDirectory == null || !withFiles) {
            return named;
        }
        return new EdmsOptions.Target(named.database(), lookup(location).rootsBelow(targetDirectory, location.name()));
    }

    private RestoreJobId restoreId() {
        if (id == null) {
            return new RestoreJobId(new UuidV7(Clock.systemUTC()).next());
        }
        if (!ShortId.isValid(id) || !new ShortId(id).isComplete()) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--id " + id + ": specify a complete UUID");
        }
        return RestoreJobId.parse(id);
    }

    private boolean confirm(String target) {
        boolean mayAsk = !options.dryRun() && legacyOptions.mayAsk();
        return mayAsk ? confirmation.ask(target) : confirmation.isGiven();
    }

    ReadablePackage open(Map<String, String> environment) throws IOException {
        String name = name(environment);
        return ReadablePackage.open(
                stores().locate(name, environment),
                stores().file(name, environment),
                keys().identities(),
                edms::modelOfEarlierPackages,
                scope() == RestoreScope.FILES,
                options.skipModels());
    }

    private Path packageFile(Map<String, String> environment) throws IOException {
        return stores().file(name(environment), environment).toAbsolutePath().normalize();
    }

    String name(Map<String, String> environment) throws IOException {
        Optional<String> name = namedPackage();
        return name.isPresent() ? name.get() : nameOf(selection.id(), environment);
    }

    String nameOf(String packageId, Map<String, String> environment) throws IOException {
        return new PackageLookup(stores().store(environment), keys().identities()).nameOf(packageId);
    }

    String nameOrId() throws IOException {
        return namedPackage().orElse(selection.id());
    }

    private Optional<String> namedPackage() throws IOException {
        Path plan = options.dryRun() ? null : reports.plan();
        return selection.name(Optional.ofNullable(options.quarantined()).orElse(plan));
    }

    /** Whether the command line says which package to restore. */
    boolean namesPackage() {
        return !selection.isEmpty() || reports.plan() != null || options.quarantined() != null;
    }

    PackageLookup lookup(PackageLocation location) throws IOException {
        return PackageLookup.of(location, keys().identities());
    }

    EdmsOptions edms() {
        return edms;
    }

    boolean dryRun() {
        return options.dryRun();
    }
}
