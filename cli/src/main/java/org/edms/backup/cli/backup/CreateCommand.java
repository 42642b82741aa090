package org.edms.backup.cli.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.cli.option.EdmsOptions;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.PackageCommand;
import org.edms.backup.cli.option.ServiceOnly;
import org.edms.backup.cli.option.StoreOptions;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.ConfigurationText;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.cli.remote.DownloadTarget;
import org.edms.backup.cli.remote.RemoteBackup;
import org.edms.backup.cli.remote.RemoteConfigurations;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.backup.Backup;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates a backup. */
@Command(
        name = "create",
        aliases = {"create_backup", "trigger_backup"},
        description = {"Creates a backup.", "The backup is one package, which appears complete or not at all."},
        mixinStandardHelpOptions = true)
public final class CreateCommand extends PackageCommand {

    /** The options that a backup configuration records. */
    private static final Set<String> OPTIONS_OF_SCHEDULE =
            Set.of("--schedule", "--type", "--config-name", "--compress", "--encrypt", "--verify");

    /** The tables of a model that {@code --require-workflow-history} means. */
    private static final String WORKFLOW_HISTORY = "workflow-history";

    @Mixin
    private EdmsOptions edms;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "full, database, files, incremental, differential or export (default: full, or with a server "
                    + "the type of --config-name)")
    private BackupType type;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "PATH",
            description =
                    "write the package to this file or directory; a file name ends in .tar.zst, .tar.gz or .tar, plus "
                            + ".age if encrypted. With a server, download the package to it (default: a new name in the "
                            + "store)")
    private Path path;

    @Option(names = "--force", description = "overwrite the file in --output")
    private boolean force;

    @Option(
            names = "--include-users",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "in an export, include users and their roles, but no passwords (default); without them, rows "
                    + "refer to the users of the target by name")
    private boolean includeUsers;

    @Option(
            names = "--compress",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "compress with zstd, unless the file name in --output has another suffix (default)")
    private boolean compress;

    @Option(
            names = "--encrypt",
            description =
                    "encrypt for --recipient or with --passphrase-file; a server uses the recipients it is configured "
                            + "with")
    private boolean encrypt;

    @Mixin
    private RecipientOptions recipientOptions;

    @Option(
            names = "--verify",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "verify the complete package before it gets its final name (default)")
    private boolean verify;

    @LocalOnly
    @Option(
            names = "--require-workflow-history",
            description = "fail if a table of the group workflow-history in the model is empty")
    private boolean requireWorkflowHistory;

    @LocalOnly
    @Option(
            names = "--checksum",
            description =
                    "in an incremental or differential package, detect changed files by content, not by size and time")
    private boolean checksum;

    @LocalOnly
    @Option(
            names = "--warn-below",
            paramLabel = "PERCENT",
            defaultValue = "50",
            description =
                    "exit with warnings if there are fewer rows or files than this percentage of the previous package "
                            + "of the configuration; 0 disables the check (default: ${DEFAULT-VALUE})")
    private int leastPercent;

    @Option(
            names = {"--config-name", "--config"},
            paramLabel = "NAME",
            description = "the configuration of the backup; incremental packages build on its latest package. A server "
                    + "runs this configuration (default: cli-full or cli-TYPE, created when missing)")
    private String configuration;

    @ServiceOnly
    @Option(
            names = "--schedule",
            description = "create a configuration that runs daily at 02:00 UTC, instead of a backup; its name is "
                    + "--config-name or daily-TYPE")
    private boolean schedule;

    @ServiceOnly
    @Option(names = "--detach", description = "print the ID of the job and exit without waiting for it to finish")
    private boolean detach;

    @LocalOnly
    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "number of database connections and threads (default: number of processors)")
    private Integer parallel;

    @Override
    protected ExitCode runLocally(Map<String, String> environment) throws IOException {
        PackageStore store =
                path == null ? stores().store(environment) : StoreOptions.outside(directory(), environment);
        Meter meter = new Meter();
        BackupRequest request = request(environment);
        return finish(Cancellation.run(
                () -> ProgressDisplay.run(meter::progress, output().errors(), () -> backUp(store, request, meter))));
    }

    /** Without an earlier package to build on, makes a full package instead of an incremental or differential one. */
    private static BackupResult backUp(PackageStore store, BackupRequest request, Meter meter) throws IOException {
        try {
            return new Backup(store, request, Clock.systemUTC(), meter).run();
        } catch (BackupException e) {
            if (e.code() != ErrorCode.CHAIN_BROKEN) {
                throw e;
            }
            return new Backup(store, request.ofType(BackupType.FULL), Clock.systemUTC(), meter).run();
        }
    }

    @Override
    protected ExitCode runRemotely(ServiceClient server) throws IOException {
        RemoteBackup.Request request = new RemoteBackup.Request(type, configuration, includeUsers, compress, encrypt);
        if (schedule) {
            connection().rejectOptionsExcept(OPTIONS_OF_SCHEDULE, "cannot be combined with --schedule");
            BackupConfiguration created = new RemoteConfigurations(server, output()).createDaily(request);
            return ConfigurationText.print(List.of(created), output());
        }
        rejectServerContradictions();
        DownloadTarget target = path == null ? null : DownloadTarget.of(path, force);
        RemoteBackup backup = new RemoteBackup(server, output());
        if (detach) {
            BackupJob job = backup.start(request, target);
            return new RemoteJobs(server, output()).printDetached(job, "job " + job.id());
        }
        return finish(Cancellation.run(() -> {
            BackupJob job = backup.start(request, target);
            BackupResult result = backup.await(job);
            return target == null ? result : backup.download(job, result, target);
        }));
    }

    private void rejectServerContradictions() {
        if (!verify) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--no-verify is not supported: a server always verifies");
        }
        if (detach && path != null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--output and --detach exclude each other");
        }
    }

    private ExitCode finish(BackupResult result) throws IOException {
        BackupType made =
                result.manifest() == null ? type : result.manifest().header().type();
        if (type != null && type != made && made == BackupType.FULL) {
            output().errors().println("No earlier backup to build on: made a full backup");
            output().errors().flush();
        }
        BackupSummary summary = new BackupSummary(result);
        summary.print(output());
        return summary.exitCode();
    }

    private BackupRequest request(Map<String, String> environment) throws IOException {
        BackupType backupType = type == null ? BackupType.FULL : type;
        int parallelism = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        if (parallelism < 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--parallel must be at least 1");
        }
        return new BackupRequest(
                backupType,
                edms.from(backupType != BackupType.FILES, backupType != BackupType.DATABASE, environment),
                new BackupRequest.Choice(
                        includeUsers, checksum, verify, requireWorkflowHistory ? WORKFLOW_HISTORY : null, leastPercent),
                new BackupRequest.To(
                        path == null || Files.isDirectory(path)
                                ? null
                                : path.getFileName().toString(),
                        force,
                        compress ? Compression.ZSTD : Compression.NONE,
                        recipients(),
                        keys().identities()),
                configuration,
                System.getProperty("user.name"),
                ProgramVersion.text(),
                parallelism);
    }

    private Path directory() {
        Path absolute = path.toAbsolutePath();
        Path directory = Files.isDirectory(absolute) ? absolute : absolute.getParent();
        if (!Files.isDirectory(directory)) {
            throw new BackupException(ErrorCode.STORE_NOT_WRITABLE, directory + " is not a directory");
        }
        return directory;
    }

    /** A passphrase encrypts only if no recipient is named: an age file has either one. */
    private List<Recipient> recipients() throws IOException {
        List<Recipient> recipients = recipientOptions.recipients();
        if (recipients.isEmpty() && encrypt) {
            recipients.add(keys().passphrase()
                    .orElseThrow(() -> new BackupException(
                            ErrorCode.WRONG_USAGE, "--encrypt needs --recipient or --passphrase-file")));
        }
        return recipients;
    }
}
