package org.edms.backup.cli.remote;

import java.io.IOException;
import java.nio.file.Path;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.ShortId;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;

/** A restore by a server, of a package in its store or of an uploaded file. */
public final class RemoteRestore {

    private final ServiceClient server;
    private final Output output;
    private final RemoteJobs jobs;

    public RemoteRestore(ServiceClient server, Output output) {
        this.server = server;
        this.output = output;
        this.jobs = new RemoteJobs(server, output);
    }

    private record RestoreOrder(BackupJobId backupJob, RestoreOptions options, boolean confirm) {}

    /** @param key idempotency key */
    public RestoreJob startFromPackage(String nameOrId, RestoreOptions options, boolean confirmed, String key)
            throws IOException {
        RestoreOrder order = new RestoreOrder(jobs.find(nameOrId).id(), options, confirmed);
        return jobs.submitRestore("restores/restore_from_backup/", order, key);
    }

    public RestoreJob startFromFile(Path file, RestoreOptions options, boolean confirmed, String key)
            throws IOException {
        PackageUpload upload = new PackageUpload(server, file, options, confirmed);
        RestoreJob job =
                Cancellation.run(() -> ProgressDisplay.run(upload::progress, output.errors(), () -> upload.send(key)));
        if (!upload.sha256().equals(job.request().packageSha256())) {
            JobFollower.of(job, server).cancel();
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s was sent with SHA-256 %s, but arrived with %s"
                            .formatted(file, upload.sha256(), job.request().packageSha256()));
        }
        output.errors().println("Uploaded " + file + ", SHA-256 " + upload.sha256());
        output.errors().flush();
        return job;
    }

    public RestoreJob undo(ShortId id) throws IOException {
        return jobs.submitRestore("restores/" + id + "/undo/", null, ServiceClient.newIdempotencyKey());
    }

    /** Waits for the report. Throws the failure of a restore without a report. */
    public RestoreReport awaitReport(RestoreJob started) throws IOException {
        RestoreJob job = jobs.awaitRestore(started);
        BackupException failure = RemoteJobs.failureOf(job);
        try {
            RestoreReport report = server.get("restores/" + job.request().id() + "/report/", RestoreReport.class);
            if (failure != null && report.failure() == null) {
                throw failure;
            }
            return report;
        } catch (BackupException e) {
            throw failure == null ? e : failure;
        }
    }
}
