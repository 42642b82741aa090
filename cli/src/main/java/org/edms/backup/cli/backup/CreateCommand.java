package org.edms.backup.cli.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.LocalOptions;
import org.edms.backup.cli.option.ServerOnly;
import org.edms.backup.cli.option.StoreCommand;
import org.edms.backup.cli.option.StoreOptions;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.ConfigurationText;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.cli.remote.DownloadTarget;
import org.edms.backup.cli.remote.RemoteBackup;
import org.edms.backup.cli.remote.RemoteConfigurations;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.age.PublicKey;
import org.edms.backup.engine.age.Recipient;
import org.edms.backup.engine.backup.Backup;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.manifest.Manifest;
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

/** Makes a backup. */
@Command(
        name = "create",
        aliases = {"create_backup", "trigger_backup"},
        description = "Makes a backup: one package that appears whole, or not at all.",
        mixinStandardHelpOptions = true)
public final class CreateCommand extends StoreCommand {

    /** What a configuration holds of what can be said here. */
    private static final Set<String> SCHEDULED =
            Set.of("--schedule", "--type", "--config-name", "--compress", "--encrypt", "--verify");

    /** The tables of a model that {@code --require-workflow-history} means. */
    private static final String WORKFLOW_HISTORY = "workflow-history";

    @Mixin
    private LocalOptions local;

    @Option(
            names = "--type",
            description = "full, database, files, incremental, differential or export; without it: full, or with a "
                    + "server that of --config-name")
    private BackupType type;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "PATH",
            description = "the package's file, whose name ends in .tar.zst, .tar.gz or .tar, and in .age if it is "
                    + "encrypted; or a directory. Without it: a new name in the store. A server's package is "
                    + "downloaded there")
    private Path path;

    @Option(names = "--force", description = "replace the file that --output names, if it exists")
    private boolean force;

    @Option(
            names = "--include-users",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "in an export: hold users and their roles, without passwords. Without them, "
                    + "rows find the users of the other system by name")
    private boolean includeUsers;

    @Option(
            names = "--compress",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "compress with zstd; --output may name another form")
    private boolean compress;

    @Option(
            names = "--encrypt",
            description = "encrypt, for --recipient or with --passphrase-file; a server for whom it is set up to")
    private boolean encrypt;

    @LocalOnly
    @Option(
            names = "--recipient",
            paramLabel = "AGE-KEY",
            description = "encrypt so that the holder of the private key can open it; repeatable")
    private List<String> recipients;

    @Option(
            names = "--verify",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "read all of the package again before it gets its name; on unless --no-verify")
    private boolean verify;

    @LocalOnly
    @Option(
            names = "--require-workflow-history",
            description = "fail, and make no package, if a table of the model's group workflow-history has no rows")
    private boolean requireWorkflowHistory;

    @LocalOnly
    @Option(
            names = "--checksum",
            description = "in an incremental or differential package: compare the content of files, not size and times")
    private boolean checksum;

    @LocalOnly
    @Option(
            names = "--warn-below",
            paramLabel = "PERCENT",
            defaultValue = "50",
            description = "end with warnings if there are fewer rows or files than this percentage of the last package "
                    + "of the same configuration; without it: 50, and 0 compares nothing")
    private int leastPercent;

    @Option(
            names = {"--config-name", "--config"},
            paramLabel = "NAME",
            description =
                    "the configuration that the package belongs to: incremental ones build on its latest. A server "
                            + "makes a backup of it; without one: of cli-full or cli-TYPE, which is made for that")
    private String configuration;

    @ServerOnly
    @Option(
            names = "--schedule",
            description = "make no backup now, but a configuration, named by --config-name or daily-TYPE, of which one "
                    + "is made each day at 02:00 UTC")
    private boolean schedule;

    @ServerOnly
    @Option(names = "--detach", description = "do not wait for the package: tell the job's id")
    private boolean detach;

    @LocalOnly
    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "connections, readers and compressing threads; without it: as many as processors")
    private Integer parallel;

    @Override
    protected ExitCode run(Map<String, String> environment) throws IOException {
        PackageStore store =
                path == null ? stores().store(environment) : StoreOptions.outside(directory(), environment);
        Meter meter = new Meter();
        BackupRequest request = request(environment);
        BackupResult result = Cancellation.around(
                () -> ProgressDisplay.around(meter::progress, output().errors(), () -> made(store, request, meter)));
        tell(result);
        return code(result);
    }

    @Override
    protected ExitCode run(Server server) throws IOException {
        RemoteBackup.Wanted wanted = new RemoteBackup.Wanted(type, configuration, includeUsers, compress, encrypt);
        if (schedule) {
            where().refuseAllBut(SCHEDULED, "means nothing to a configuration");
            BackupConfiguration made = new RemoteConfigurations(server, output()).daily(wanted);
            return ConfigurationText.tell(List.of(made), output());
        }
        if (!verify) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--no-verify: a server always verifies");
        }
        if (detach && path != null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--output waits for the package, --detach does not");
        }
        DownloadTarget target = path == null ? null : DownloadTarget.of(path, force);
        RemoteBackup backup = new RemoteBackup(server, output());
        BackupJob job = backup.ask(wanted, target);
        if (detach) {
            return new RemoteJobs(server, output()).left(job, "job " + job.id());
        }
        BackupResult result = backup.made(job);
        if (target != null) {
            result = backup.downloaded(job, result, target);
        }
        tell(result);
        return code(result);
    }

    /** Where there is nothing to build on, as at first, a whole package is made in place of the changes. */
    private static BackupResult made(PackageStore store, BackupRequest request, Meter meter) throws IOException {
        try {
            return new Backup(store, request, Clock.systemUTC(), meter).run();
        } catch (BackupException e) {
            if (e.code() != ErrorCode.CHAIN_BROKEN) {
                throw e;
            }
            return new Backup(store, request.ofType(BackupType.FULL), Clock.systemUTC(), meter).run();
        }
    }

    private static ExitCode code(BackupResult result) {
        return result.manifest() != null && result.manifest().withWarnings()
                ? ExitCode.DONE_WITH_WARNINGS
                : ExitCode.DONE;
    }

    private BackupRequest request(Map<String, String> environment) throws IOException {
        BackupType wanted = type == null ? BackupType.FULL : type;
        int parallelism = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        if (parallelism < 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--parallel is at least 1");
        }
        return new BackupRequest(
                wanted,
                local.from(wanted != BackupType.FILES, wanted != BackupType.DATABASE, environment),
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
            throw new BackupException(ErrorCode.STORE_NOT_WRITABLE, directory + " is no directory");
        }
        return directory;
    }

    /** A passphrase encrypts only when nobody is named: a file has one or the other. */
    private List<Recipient> recipients() throws IOException {
        List<Recipient> all = new ArrayList<>();
        if (recipients != null) {
            recipients.forEach(key -> all.add(PublicKey.parse(key)));
        } else if (encrypt) {
            all.add(keys().passphrase()
                    .orElseThrow(() -> new BackupException(
                            ErrorCode.WRONG_USAGE, "--encrypt needs --recipient or --passphrase-file")));
        }
        return all;
    }

    private record Told(String outcome, boolean verified, Object stored, Long rows, Long files, Object manifest) {}

    private void tell(BackupResult result) throws IOException {
        if (result.manifest() == null) {
            tellOfWhatIsClosed(result);
            return;
        }
        Manifest manifest = result.manifest();
        BackupType made = manifest.header().type();
        if (type != null && type != made && made == BackupType.FULL) {
            output().errors().println("no earlier backup to build on: made a full one");
            output().errors().flush();
        }
        long rows = manifest.database() == null ? 0 : manifest.database().rows();
        long files = manifest.roots().stream().mapToLong(Manifest.Root::files).sum();
        if (output().json()) {
            String outcome = manifest.withWarnings() ? "COMPLETED_WITH_WARNINGS" : "COMPLETED";
            output().print(new Told(outcome, result.verified(), result.stored(), rows, files, manifest));
            return;
        }
        output().line("%s", result.stored().name());
        output().line(
                        "%s rows of %s tables, %s files (%s unchanged), %s; %s",
                        Output.count(rows),
                        manifest.database() == null
                                ? 0
                                : manifest.database().tables().size(),
                        Output.count(files),
                        Output.count(manifest.roots().stream()
                                .mapToLong(Manifest.Root::unchanged)
                                .sum()),
                        Output.bytes(result.stored().bytes()),
                        result.verified() ? "verified" : "not verified");
        ManifestText.model(manifest, output());
        ManifestText.findings(manifest, output());
    }

    private void tellOfWhatIsClosed(BackupResult result) throws IOException {
        if (output().json()) {
            output().print(new Told("COMPLETED", result.verified(), result.stored(), null, null, null));
            return;
        }
        output().line("%s", result.stored().name());
        output().line(
                        "%s; the server has no key that opens it",
                        Output.bytes(result.stored().bytes()));
    }
}
