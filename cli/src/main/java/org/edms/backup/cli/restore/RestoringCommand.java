package org.edms.backup.cli.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.LocalOptions;
import org.edms.backup.cli.option.ReadablePackage;
import org.edms.backup.cli.option.ServerOnly;
import org.edms.backup.cli.option.StoreCommand;
import org.edms.backup.cli.option.StoreOptions;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.cli.output.ReportText;
import org.edms.backup.cli.output.UndoInvocation;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.RemoteRestore;
import org.edms.backup.cli.remote.RemoteVerification;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.backup.Backup;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.Restore;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.verify.Verification;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Json;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.ShortId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.restore.RestoreScope;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What restores have in common: which package, where to, and how. */
abstract class RestoringCommand extends StoreCommand {

    private static final String PACKAGE_FILE = "package_file";

    @Mixin
    private LocalOptions local;

    @Parameters(
            arity = "0..1",
            paramLabel = "PACKAGE",
            description =
                    "a file, or the name of a package in the store; a file is sent to the server, if there is one")
    private String packageName;

    @Option(
            names = {"--package", "--from-file"},
            paramLabel = "PACKAGE",
            description = "the same as an option")
    private String packageOption;

    @Option(
            names = "--backup-job",
            paramLabel = "ID",
            description = "the package with this id, wherever in the store; or a server's job with this id")
    private String packageId;

    @LocalOnly
    @Option(names = "--target", paramLabel = "DIR", description = "a directory for the files, each root by its name")
    private Path targetDirectory;

    @Option(names = "--verify", description = "read all of the package first, and restore only if it is whole")
    private boolean verify;

    @Option(
            names = {"--force", "--confirm"},
            description = "restore also into a target that holds data, without asking")
    private boolean confirmed;

    @LocalOnly
    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "with --dry-run: save there what would be done; without: do exactly that, or nothing if package or "
                            + "target have changed since")
    private Path plan;

    @Option(names = "--report", paramLabel = "FILE", description = "write the report there, as JSON")
    private Path reportFile;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "of this restore: one that was carried out before is not carried out again")
    private String id;

    @LocalOnly
    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "connections and threads; without it: as many as processors")
    private Integer parallel;

    @ServerOnly
    @Option(names = "--detach", description = "do not wait for the end: tell the id of the restore")
    private boolean detach;

    @Mixin
    private HowOptions how;

    @Mixin
    private EarlierRestoreOptions earlierOptions;

    private Path packageFile;

    private boolean isReported;

    abstract RestoreScope scope();

    LocalOptions local() {
        return local;
    }

    @Override
    protected ExitCode run(Map<String, String> environment) throws IOException {
        return reporting(environment, () -> {
            try (ReadablePackage readable = readable(environment)) {
                return run(readable.located(), environment);
            }
        });
    }

    /** A restore, with all that comes before it. */
    @FunctionalInterface
    interface Work {
        ExitCode run() throws IOException;
    }

    /** Writes a report also if the work fails before there is a restore: its package cannot be converted or verified, say. */
    ExitCode reporting(Map<String, String> environment, Work work) throws IOException {
        try {
            return work.run();
        } catch (BackupException | IOException e) {
            Failure failure = Failure.of(e);
            boolean isRestore = failure.code() != ErrorCode.WRONG_USAGE && failure.code() != ErrorCode.NOT_FOUND;
            if (reportFile != null && !isReported && isRestore) {
                reportUnread(environment, failure);
            }
            throw e;
        }
    }

    /** A report that cannot be written must not hide why the restore failed. */
    private void reportUnread(Map<String, String> environment, Failure failure) {
        try {
            writeReport(Restore.failed(unread(environment), failure, Clock.systemUTC()));
        } catch (BackupException | IOException e) {
            output().errors()
                    .println("edms-backup: " + reportFile + " is not written: "
                            + Failure.of(e).message());
            output().errors().flush();
        }
    }

    private RestoreTask unread(Map<String, String> environment) throws IOException {
        StoreOptions.Located located = stores().locate(name(environment), environment);
        Path file = stores().file(name(environment), environment);
        packageFile = file.toAbsolutePath().normalize();
        return new RestoreTask(
                new RestoreRequest(
                        restoreId(),
                        located.name(),
                        located.store().digest(located.name()),
                        how.options(scope()),
                        System.getProperty("user.name")),
                scope() == RestoreScope.FILES
                        ? null
                        : local.namedDatabase(environment).orElse(null),
                List.of(),
                null,
                null,
                confirmed,
                ProgramVersion.text(),
                1);
    }

    private RestoreJobId restoreId() {
        return id == null ? new RestoreJobId(new UuidV7(Clock.systemUTC()).next()) : newId(id);
    }

    ReadablePackage readable(Map<String, String> environment) throws IOException {
        String name = name(environment);
        return ReadablePackage.open(
                stores().locate(name, environment),
                stores().file(name, environment),
                keys().identities(),
                local::model,
                scope() == RestoreScope.FILES,
                how.skipModels());
    }

    private ExitCode run(StoreOptions.Located located, Map<String, String> environment) throws IOException {
        earlierOptions.refuseContradictions(how);
        earlierOptions.apply(how, located, keys(), output());
        packageFile =
                stores().file(name(environment), environment).toAbsolutePath().normalize();
        if (verify) {
            refuseUnlessWhole(located);
        }
        LocalOptions.Target target = target(located, environment);
        RestoreTask task = task(located, target, restoreId(), mayChange(String.valueOf(target)));
        Meter meter = new Meter();
        Path safetyStore = stores().named(environment).orElse(null);
        Restore restore = new Restore(
                located.store(),
                keys().identities(),
                task,
                () -> safetyPackage(target.database(), safetyStore, meter),
                Clock.systemUTC(),
                meter);
        RestoreReport report;
        try {
            report =
                    Cancellation.around(() -> ProgressDisplay.around(meter::progress, output().errors(), restore::run));
        } catch (BackupException | IOException e) {
            writeReport(restore.failed(Failure.of(e)));
            throw e;
        }
        return earlierOptions.code(tell(report, UndoInvocation.local(safetyStore, target.database(), target.roots())));
    }

    @Override
    protected ExitCode run(Server server) throws IOException {
        earlierOptions.refuseContradictions(how);
        RemoteRestore restore = new RemoteRestore(server, output());
        Optional<String> name = named();
        Path file = name.map(Path::of).filter(Files::isRegularFile).orElse(null);
        if (verify) {
            verifyFirst(server, file, wanted());
        }
        String key = id == null ? Server.newKey() : id;
        boolean mayChange = mayChange("the system of " + server.address());
        RestoreJob job = file == null
                ? restore.ofBackup(wanted(), how.options(scope()), mayChange, key)
                : restore.ofFile(file, how.options(scope()), mayChange, key);
        if (detach) {
            return new RemoteJobs(server, output())
                    .left(job, "restore " + job.request().id());
        }
        return tell(restore.report(job), UndoInvocation.at(server.address()));
    }

    /** A package that is sent is looked at before, one that is there is looked at there. */
    private void verifyFirst(Server server, Path file, String wanted) throws IOException {
        if (file == null) {
            refuseFindings(new RemoteVerification(server, output())
                    .of(wanted, VerifyLevel.FULL)
                    .findings());
            return;
        }
        Path absolute = file.toAbsolutePath();
        refuseUnlessWhole(new StoreOptions.Located(
                new DirectoryStore(absolute.getParent()), absolute.getFileName().toString()));
    }

    private void writeReport(RestoreReport report) throws IOException {
        isReported = true;
        if (reportFile != null) {
            write(report, reportFile);
        }
    }

    /**
     * Shows the report of a restore.
     *
     * @param undo null if the restore cannot be undone by a command
     * @return how the command ends
     */
    ExitCode tell(RestoreReport report, UndoInvocation undo) throws IOException {
        if (how.dryRun() && plan != null && report.failure() == null) {
            write(report, plan);
        }
        writeReport(report);
        if (output().json()) {
            output().print(report);
        } else {
            ReportText.print(report, undo, output());
        }
        Failure failure = report.failure();
        if (failure != null) {
            output().errors().println("edms-backup: " + failure.message());
            output().errors().println("Hint: " + failure.hint());
            output().errors().flush();
            return failure.code().exitCode();
        }
        boolean filesWait = report.warnings().stream().anyMatch(warning -> warning.code() == ErrorCode.FILES_WAITING);
        if (filesWait || !report.setAside().isEmpty()) {
            return ExitCode.PARTIAL;
        }
        return report.warnings().isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    RestoreTask task(
            StoreOptions.Located located, LocalOptions.Target target, RestoreJobId restoreId, boolean mayChange)
            throws IOException {
        RestoreReport planned = how.dryRun() || plan == null ? null : readReport(plan);
        int parallelism = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        if (parallelism < 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--parallel is at least 1");
        }
        return new RestoreTask(
                new RestoreRequest(
                        restoreId,
                        located.name(),
                        located.store().digest(located.name()),
                        planned == null
                                ? how.options(scope())
                                : planned.request().options().withoutDryRun(),
                        System.getProperty("user.name")),
                target.database(),
                target.roots(),
                local.namedModel(),
                planned,
                mayChange,
                ProgramVersion.text(),
                parallelism);
    }

    /** The report of a restore, or of a dry run, that was saved. */
    private static RestoreReport readReport(Path file) throws IOException {
        byte[] saved = Files.readAllBytes(file);
        try {
            return Json.newMapper().readValue(saved, RestoreReport.class);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, file + " is no report of a restore", e);
        }
    }

    /** With the place of the package, so that a plan can be applied from another directory. */
    private void write(RestoreReport report, Path file) throws IOException {
        ObjectMapper json = Json.newMapper();
        ObjectNode tree = json.valueToTree(report);
        if (packageFile != null) {
            tree.put(PACKAGE_FILE, packageFile.toString());
        }
        Files.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
    }

    /** The package that a plan or report is about: where it was then, or, if it was moved, by its name in the store. */
    private static String packageOf(Path report) throws IOException {
        RestoreReport earlier = readReport(report);
        String file = Json.newMapper()
                .readTree(Files.readAllBytes(report))
                .path(PACKAGE_FILE)
                .asText();
        return !file.isEmpty() && Files.isRegularFile(Path.of(file))
                ? file
                : earlier.source().name();
    }

    String name(Map<String, String> environment) throws IOException {
        Optional<String> name = named();
        return name.isPresent() ? name.get() : nameOf(packageId, environment);
    }

    /** What names the one package: its name or its id. */
    String wanted() throws IOException {
        return named().orElse(packageId);
    }

    boolean dryRun() {
        return how.dryRun();
    }

    /** Whether the command line says which package is meant. */
    boolean namesPackage() {
        return packageName != null
                || packageOption != null
                || packageId != null
                || plan != null
                || how.quarantined() != null;
    }

    /** The package by its name; nothing where it is named by its id. */
    private Optional<String> named() throws IOException {
        List<String> names = new ArrayList<>();
        if (packageName != null) {
            names.add(packageName);
        }
        if (packageOption != null) {
            names.add(packageOption);
        }
        Path earlier = how.dryRun()
                ? how.quarantined()
                : Optional.ofNullable(how.quarantined()).orElse(plan);
        if (earlier != null && names.isEmpty()) {
            names.add(packageOf(earlier));
        }
        if (names.size() + (packageId == null ? 0 : 1) != 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "name one package: PACKAGE, --package or --backup-job");
        }
        return names.stream().findFirst();
    }

    String nameOf(String wanted, Map<String, String> environment) throws IOException {
        Map<UUID, String> names = new LinkedHashMap<>();
        for (StoredPackages.Stored stored :
                new StoredPackages(stores().store(environment), keys().identities()).list()) {
            if (stored.manifest() != null) {
                names.putIfAbsent(
                        stored.manifest().header().id().value(), stored.file().name());
            }
        }
        return names.get(new ShortId(wanted).resolve("package", names.keySet()));
    }

    private LocalOptions.Target target(StoreOptions.Located located, Map<String, String> environment)
            throws IOException {
        boolean withDatabase = scope() != RestoreScope.FILES;
        boolean withFiles = scope() != RestoreScope.DATABASE;
        LocalOptions.Target named = local.target(withDatabase, withFiles && targetDirectory == null, environment);
        if (targetDirectory == null || !withFiles) {
            return named;
        }
        List<FileRoot> roots = new ArrayList<>();
        try (var reader = new StoredPackages(located.store(), keys().identities()).open(located.name())) {
            reader.manifest()
                    .roots()
                    .forEach(root -> roots.add(new FileRoot(root.name(), targetDirectory.resolve(root.name()))));
        }
        return new LocalOptions.Target(named.database(), roots);
    }

    private void refuseUnlessWhole(StoreOptions.Located located) throws IOException {
        StoredPackages packages = new StoredPackages(located.store(), keys().identities());
        List<Failure> findings = new Verification(located.store(), packages, Clock.systemUTC())
                .verify(located.name(), VerifyLevel.FULL)
                .findings();
        refuseFindings(findings);
    }

    private static RestoreJobId newId(String text) {
        if (!ShortId.isValid(text) || !new ShortId(text).isComplete()) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--id " + text + ": all of a UUID is wanted");
        }
        return RestoreJobId.parse(text);
    }

    private static void refuseFindings(List<Failure> findings) {
        if (!findings.isEmpty()) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, findings.get(0).message());
        }
    }

    private boolean mayChange(String what) {
        Console console = System.console();
        if (confirmed || console == null || how.dryRun() || !earlierOptions.mayAsk()) {
            return confirmed;
        }
        String answer = console.readLine("Restore into %s? What it holds may change. Type yes: ", what);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw new BackupException(ErrorCode.CONFIRMATION_MISSING, what + ": the answer was not yes");
        }
        return true;
    }

    /** @param store null if none is named: a safety package is never put beside whatever file is restored */
    StoredPackage safetyPackage(Database database, Path store, Meter meter) throws IOException {
        if (store == null) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the safety package of %s needs a package store: name one with --store or BACKUP_ROOT, or pass --no-safety-backup"
                            .formatted(database));
        }
        BackupRequest request = BackupRequest.beforeRestore(
                database,
                local.model(),
                List.of(),
                keys().identities(),
                System.getProperty("user.name"),
                ProgramVersion.text(),
                Runtime.getRuntime().availableProcessors());
        return new Backup(new DirectoryStore(store), request, Clock.systemUTC(), meter)
                .run()
                .stored();
    }
}
