package org.edms.backup.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.cli.option.ServerOnly;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.restore.RestoreJob;
import picocli.CommandLine.Option;

/** Which jobs of a server are listed. */
@ServerOnly
final class JobListOptions {

    @Option(names = "--restores", description = "list restores, not backups")
    private boolean restores;

    @Option(names = "--status", description = "those in one of these states; repeatable")
    private List<JobStatus> statuses;

    @Option(names = "--type", description = "backups of one of these types, or restores of them; repeatable")
    private List<BackupType> types;

    @Option(
            names = "--config-name",
            paramLabel = "NAME",
            description = "backups of one configuration, or restores of them")
    private String configuration;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "at most N; without it: 50")
    private int limit;

    private record Jobs(List<BackupJob> jobs) {}

    private record Restores(List<RestoreJob> restores) {}

    ExitCode tell(Server server, Output output) throws IOException {
        if (restores) {
            List<RestoreJob> found = server.list("restores/" + question(), limit, RestoreJob.class);
            tell(new Restores(found), found.stream().map(JobListOptions::row).toList(), output);
            return ExitCode.DONE;
        }
        List<BackupJob> found = server.list("jobs/" + question(), limit, BackupJob.class);
        tell(new Jobs(found), found.stream().map(JobListOptions::row).toList(), output);
        return ExitCode.DONE;
    }

    private static void tell(Object told, List<List<String>> rows, Output output) throws IOException {
        if (output.json()) {
            output.print(told);
        } else {
            output.table(rows);
        }
    }

    private String question() {
        List<String> parts = new ArrayList<>();
        if (statuses != null) {
            statuses.forEach(status -> parts.add("status=" + status));
        }
        if (types != null) {
            types.forEach(type -> parts.add("type=" + type));
        }
        if (configuration != null) {
            parts.add("configuration=" + Server.segment(configuration));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static List<String> row(BackupJob job) {
        boolean made = job.backupPackage() != null;
        return List.of(
                job.id().toString(),
                made ? job.backupPackage().name() : "",
                made ? Output.bytes(job.backupPackage().bytes()) : "",
                job.backupType().name(),
                Output.time(job.createdAt()),
                Output.lower(job.status()) + (job.pinned() ? ", pinned" : ""));
    }

    private static List<String> row(RestoreJob job) {
        return List.of(
                job.request().id().toString(),
                job.request().packageName(),
                job.undoes() == null ? "" : "undoes " + job.undoes(),
                Output.time(job.createdAt()),
                Output.lower(job.status()) + (job.dryRun() ? ", dry run" : ""));
    }
}
