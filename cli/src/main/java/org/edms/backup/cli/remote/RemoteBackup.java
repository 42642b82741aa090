package org.edms.backup.cli.remote;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.ExportRequest;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * A backup that a server makes. The services make backups of configurations, and exports: where no configuration is named,
 * one that is never due by itself is made for it, once.
 */
public final class RemoteBackup {

    /** Of one configuration, they build on each other. */
    private static final Set<BackupType> CHAINED =
            Set.of(BackupType.FULL, BackupType.INCREMENTAL, BackupType.DIFFERENTIAL);

    private final Server server;
    private final Output output;
    private final RemoteJobs jobs;

    public RemoteBackup(Server server, Output output) {
        this.server = server;
        this.output = output;
        this.jobs = new RemoteJobs(server, output);
    }

    /**
     * What is wanted.
     *
     * @param type null for that of the configuration, or else full
     * @param configuration null for none
     */
    public record Wanted(
            BackupType type, String configuration, boolean includeUsers, boolean compress, boolean encrypt) {

        Wanted ofType(BackupType another) {
            return new Wanted(another, configuration, includeUsers, compress, encrypt);
        }

        BackupType typeOrFull() {
            return type == null ? BackupType.FULL : type;
        }
    }

    /** @param target where the package shall go; null where it stays there */
    public BackupJob ask(Wanted wanted, DownloadTarget target) throws IOException {
        if (wanted.configuration() != null) {
            BackupConfiguration named =
                    server.get(RemoteConfigurations.path(wanted.configuration()), BackupConfiguration.class);
            refuseOther(wanted, named);
            refuseName(target, named.compressionEnabled(), named.encryptionEnabled());
            return execute(wanted.configuration(), wanted.type());
        }
        refuseName(target, wanted.compress(), wanted.encrypt());
        if (wanted.typeOrFull() == BackupType.EXPORT) {
            ExportRequest export = new ExportRequest(wanted.includeUsers(), wanted.compress(), wanted.encrypt(), null);
            return server.ask("system/create_export_package/", export, Server.newKey(), BackupJob.class);
        }
        return execute(onDemand(wanted), wanted.type());
    }

    private static void refuseName(DownloadTarget target, boolean compressed, boolean encrypted) {
        if (target != null) {
            target.refuseOther(compressed, encrypted);
        }
    }

    private record Execution(BackupType type) {}

    private BackupJob execute(String configuration, BackupType type) throws IOException {
        return server.ask(
                RemoteConfigurations.path(configuration) + "execute/",
                type == null ? null : new Execution(type),
                Server.newKey(),
                BackupJob.class);
    }

    /** What the command line says and the configuration says otherwise is refused: the configuration decides. */
    private static void refuseOther(Wanted wanted, BackupConfiguration configuration) {
        boolean otherType = wanted.type() != null
                && wanted.type() != configuration.backupType()
                && !(CHAINED.contains(wanted.type()) && CHAINED.contains(configuration.backupType()));
        boolean otherForm = (!wanted.compress() && configuration.compressionEnabled())
                || (wanted.encrypt() && !configuration.encryptionEnabled());
        if (otherType || otherForm || !wanted.includeUsers()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the configuration %s says otherwise: %s, %s, %s, with users"
                            .formatted(
                                    configuration.name(),
                                    configuration.backupType(),
                                    configuration.compressionEnabled() ? "compressed" : "not compressed",
                                    configuration.encryptionEnabled() ? "encrypted" : "not encrypted"));
        }
    }

    private String onDemand(Wanted wanted) throws IOException {
        BackupType own = CHAINED.contains(wanted.typeOrFull()) ? BackupType.FULL : wanted.typeOrFull();
        String type = own.name().toLowerCase(Locale.ROOT);
        String name =
                "cli-" + type + (wanted.compress() ? "" : "-uncompressed") + (wanted.encrypt() ? "-encrypted" : "");
        RemoteConfigurations configurations = new RemoteConfigurations(server, output);
        try {
            return server.get(RemoteConfigurations.path(name), BackupConfiguration.class)
                    .name();
        } catch (BackupException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
        try {
            configurations.make(RemoteConfigurations.configuration(
                    name, wanted.ofType(own), Frequency.ON_DEMAND, null, "for edms-backup create --type " + type));
        } catch (BackupException e) {
            if (e.code() == ErrorCode.NOT_ALLOWED) {
                throw new BackupException(
                        ErrorCode.NOT_ALLOWED, "the configuration " + name + " is missing, and an admin makes it", e);
            }
            throw e;
        }
        return name;
    }

    /** Waits for the package. Its manifest is null where the services have no key that opens it. */
    public BackupResult made(BackupJob asked) throws IOException {
        BackupJob job = jobs.madeBy(asked);
        try {
            return new BackupResult(
                    job.backupPackage(), server.get("jobs/" + job.id() + "/manifest/", Manifest.class), true);
        } catch (BackupException e) {
            if (e.code() == ErrorCode.KEY_MISSING || e.code() == ErrorCode.KEY_WRONG) {
                return new BackupResult(job.backupPackage(), null, true);
            }
            throw e;
        }
    }

    /** Brings the package here. */
    public BackupResult downloaded(BackupJob asked, BackupResult made, DownloadTarget target) throws IOException {
        PackageDownload download = new PackageDownload(server, asked.id(), made.stored());
        String name = target.nameOf(made.stored().name());
        PackageStore store = new DirectoryStore(target.directory());
        Cancellation.around(() -> ProgressDisplay.around(download::progress, output.errors(), () -> {
            download.into(store, name, target.replace());
            return name;
        }));
        StoredPackage here = new StoredPackage(
                made.stored().id(), name, made.stored().bytes(), made.stored().sha256());
        return new BackupResult(here, made.manifest(), made.verified());
    }
}
