package org.edms.backup.cli.schedule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.RemoteConfigurations;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;

/** Makes the backups that are overdue, one after the other. One that fails does not keep the others from being made. */
final class OverdueBackups {

    private final Server server;
    private final Output output;

    OverdueBackups(Server server, Output output) {
        this.server = server;
        this.output = output;
    }

    private record Told(List<BackupJob> jobs) {}

    ExitCode run() throws IOException {
        SystemStatus status = server.systemStatus();
        List<BackupJob> made = new ArrayList<>();
        BackupException failure = null;
        for (ConfigurationStatus each : status.configurations()) {
            if (each.overdue()) {
                try {
                    made.add(backup(each));
                } catch (BackupException e) {
                    failure = e;
                    output.errors().println(each.name() + ": " + e.getMessage());
                    output.errors().flush();
                }
            }
        }
        tell(made);
        if (failure != null) {
            throw failure;
        }
        return made.stream().allMatch(job -> job.status() == JobStatus.COMPLETED)
                ? ExitCode.DONE
                : ExitCode.DONE_WITH_WARNINGS;
    }

    /** One that is being made already is waited for. */
    private BackupJob backup(ConfigurationStatus overdue) throws IOException {
        List<BackupJob> open = server.list(
                "jobs/?status=PENDING,RUNNING,VERIFYING&configuration=" + Server.segment(overdue.name()),
                1,
                BackupJob.class);
        BackupJob job = open.isEmpty()
                ? server.ask(
                        RemoteConfigurations.path(overdue.name()) + "execute/", null, Server.newKey(), BackupJob.class)
                : open.get(0);
        return new RemoteJobs(server, output).madeBy(job);
    }

    private void tell(List<BackupJob> made) throws IOException {
        if (output.json()) {
            output.print(new Told(made));
            return;
        }
        if (made.isEmpty()) {
            output.line("nothing was made");
            return;
        }
        made.forEach(job -> output.line("%s", job.backupPackage().name()));
    }
}
