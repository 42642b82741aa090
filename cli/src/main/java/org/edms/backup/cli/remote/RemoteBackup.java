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
 * A backup by a server. Apart from exports, a server backs up configurations only, so a backup without a configuration creates
 * one that is never scheduled.
 */
public final class RemoteBackup {

    /** The types that build on each other, so that one configuration can have packages of all of them. */
    private static final Set<BackupType> CHAINED =
            Set.of(BackupType.FULL, BackupType.INCREMENTAL, BackupType.DIFFERENTIAL);

    private final ServiceClient server;
    private final Output output;
    private final RemoteJobs jobs;

    public RemoteBackup(ServiceClient server, Output output) {
        this.server = server;
        this.output = output;
        this.jobs = new RemoteJobs(server, output);
    }

    /**
     * What to back up.
     *
     * @param type null for the type of the configuration, or full without one
     * @param configuration null for none
     */
    public record Request(
            BackupType type, String configuration, boolean includeUsers, boolean compress, boolean encrypt) {

        Request ofType(BackupType another) {
            return new Request(another, configuration, includeUsers, compress, encrypt);
        }

        BackupType effectiveType() {
            return type == null ? BackupType.FULL : type;
        }
    }

    /** @param target of a later download; null if the package stays on the server */
    public BackupJob start(Request request, DownloadTarget target) throws IOException {
        if (request.configuration() != null) {
            BackupConfiguration named =
                    server.get(RemoteConfigurations.path(request.configuration()), BackupConfiguration.class);
            rejectContradictions(request, named);
            rejectName(target, named.compressionEnabled(), named.encryptionEnabled());
            return execute(request.configuration(), request.type());
        }
        rejectName(target, request.compress(), request.encrypt());
        if (request.effectiveType() == BackupType.EXPORT) {
            ExportRequest export =
                    new ExportRequest(request.includeUsers(), request.compress(), request.encrypt(), null);
            return jobs.submitBackup("system/create_export_package/", export);
        }
        return execute(onDemandConfiguration(request), request.type());
    }

    private static void rejectName(DownloadTarget target, boolean compressed, boolean encrypted) {
        if (target != null) {
            target.requireForm(compressed, encrypted);
        }
    }

    private record Execution(BackupType type) {}

    private BackupJob execute(String configuration, BackupType type) throws IOException {
        return jobs.submitBackup(
                RemoteConfigurations.path(configuration) + "execute/", type == null ? null : new Execution(type));
    }

    /** Rejects options that contradict the configuration. */
    private static void rejectContradictions(Request request, BackupConfiguration configuration) {
        boolean otherType = request.type() != null
                && request.type() != configuration.backupType()
                && !(CHAINED.contains(request.type()) && CHAINED.contains(configuration.backupType()));
        boolean otherForm = (!request.compress() && configuration.compressionEnabled())
                || (request.encrypt() && !configuration.encryptionEnabled());
        if (otherType || otherForm || !request.includeUsers()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the options contradict the configuration %s: %s, %s, %s, with users"
                            .formatted(
                                    configuration.name(),
                                    configuration.backupType(),
                                    configuration.compressionEnabled() ? "compressed" : "not compressed",
                                    configuration.encryptionEnabled() ? "encrypted" : "not encrypted"));
        }
    }

    private String onDemandConfiguration(Request request) throws IOException {
        BackupType own = CHAINED.contains(request.effectiveType()) ? BackupType.FULL : request.effectiveType();
        String type = own.name().toLowerCase(Locale.ROOT);
        String name =
                "cli-" + type + (request.compress() ? "" : "-uncompressed") + (request.encrypt() ? "-encrypted" : "");
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
            configurations.create(RemoteConfigurations.configuration(
                    name, request.ofType(own), Frequency.ON_DEMAND, null, "for edms-backup create --type " + type));
        } catch (BackupException e) {
            if (e.code() == ErrorCode.NOT_ALLOWED) {
                throw new BackupException(
                        ErrorCode.NOT_ALLOWED,
                        "the configuration " + name + " does not exist, and only an admin can create it",
                        e);
            }
            throw e;
        }
        return name;
    }

    /** Waits for the package. Its manifest is null if the server has no key to open it. */
    public BackupResult await(BackupJob started) throws IOException {
        BackupJob job = jobs.awaitBackup(started);
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

    /** Downloads the package. */
    public BackupResult download(BackupJob started, BackupResult made, DownloadTarget target) throws IOException {
        PackageDownload download = new PackageDownload(server, started.id(), made.stored());
        String name = target.fileName(made.stored().name());
        PackageStore store = new DirectoryStore(target.directory());
        Cancellation.run(() -> ProgressDisplay.run(download::progress, output.errors(), () -> {
            download.into(store, name, target.replace());
            return name;
        }));
        StoredPackage here = new StoredPackage(
                made.stored().id(), name, made.stored().bytes(), made.stored().sha256());
        return new BackupResult(here, made.manifest(), made.verified());
    }
}
