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

/** A restore that a server carries out: of a package of its own, or of one that is sent to it. */
public final class RemoteRestore {

    private final Server server;
    private final Output output;
    private final RemoteJobs jobs;

    public RemoteRestore(Server server, Output output) {
        this.server = server;
        this.output = output;
        this.jobs = new RemoteJobs(server, output);
    }

    private record FromBackup(BackupJobId backupJob, RestoreOptions options, boolean confirm) {}

    /** @param key under which it is carried out once */
    public RestoreJob ofBackup(String wanted, RestoreOptions options, boolean confirmed, String key)
            throws IOException {
        FromBackup order = new FromBackup(jobs.find(wanted).id(), options, confirmed);
        return server.ask("restores/restore_from_backup/", order, key, RestoreJob.class);
    }

    public RestoreJob ofFile(Path file, RestoreOptions options, boolean confirmed, String key) throws IOException {
        PackageUpload upload = new PackageUpload(server, file, options, confirmed);
        RestoreJob job = Cancellation.around(
                () -> ProgressDisplay.around(upload::progress, output.errors(), () -> upload.send(key)));
        if (!upload.sha256().equals(job.request().packageSha256())) {
            Following.of(job, server).cancel();
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s was sent with the digest %s, and arrived with %s"
                            .formatted(file, upload.sha256(), job.request().packageSha256()));
        }
        output.errors().println("sent: " + file + ", SHA-256 " + upload.sha256());
        output.errors().flush();
        return job;
    }

    public RestoreJob undo(ShortId id) throws IOException {
        return server.ask("restores/" + id + "/undo/", null, Server.newKey(), RestoreJob.class);
    }

    /** What became of it, when it is over; a failure of which there is no report is thrown. */
    public RestoreReport report(RestoreJob asked) throws IOException {
        RestoreJob job = jobs.ended(asked);
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
