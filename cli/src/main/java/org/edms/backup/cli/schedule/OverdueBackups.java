package org.edms.backup.cli.schedule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.RemoteConfigurations;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;

/** Runs all overdue backups, one after the other. A failure does not prevent the others. */
final class OverdueBackups {

    private final ServiceClient server;
    private final Output output;

    OverdueBackups(ServiceClient server, Output output) {
        this.server = server;
        this.output = output;
    }

    private record Jobs(List<BackupJob> jobs) {}

    ExitCode run() throws IOException {
        SystemStatus status = server.systemStatus();
        List<BackupJob> made = new ArrayList<>();
        BackupException failure = null;
        for (ConfigurationStatus each : status.configurations()) {
            if (each.overdue()) {
                try {
                    made.add(backUp(each));
                } catch (BackupException e) {
                    failure = e;
                    output.errors().println(each.name() + ": " + e.getMessage());
                    output.errors().flush();
                }
            }
        }
        print(made);
        if (failure != null) {
            throw failure;
        }
        return made.stream().allMatch(job -> job.status() == JobStatus.COMPLETED)
                ? ExitCode.DONE
                : ExitCode.DONE_WITH_WARNINGS;
    }

    /** Waits for a backup that is already running instead of starting another. */
    private BackupJob backUp(ConfigurationStatus overdue) throws IOException {
        List<BackupJob> open = server.list(
                "jobs/?status=PENDING,RUNNING,VERIFYING&configuration=" + ServiceClient.pathSegment(overdue.name()),
                1,
                BackupJob.class);
        RemoteJobs jobs = new RemoteJobs(server, output);
        return Cancellation.run(() -> jobs.awaitBackup(
                open.isEmpty()
                        ? jobs.submitBackup(RemoteConfigurations.path(overdue.name()) + "execute/", null)
                        : open.get(0)));
    }

    private void print(List<BackupJob> made) throws IOException {
        if (output.json()) {
            output.print(new Jobs(made));
            return;
        }
        if (made.isEmpty()) {
            output.line("No backup is overdue");
            return;
        }
        made.forEach(job -> output.line("%s", job.backupPackage().name()));
    }
}
