package org.edms.backup.cli.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.cli.option.ServiceOnly;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.restore.RestoreJob;
import picocli.CommandLine.Option;

/** Options that select the jobs of a server. */
@ServiceOnly
final class JobListOptions {

    @Option(names = "--restores", description = "list restores instead of backups")
    private boolean restores;

    @Option(names = "--status", paramLabel = "STATUS", description = "only jobs with this status; repeatable")
    private List<JobStatus> statuses;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "only backups of this type, or restores of them; repeatable")
    private List<BackupType> types;

    @Option(
            names = "--config-name",
            paramLabel = "NAME",
            description = "only backups of this configuration, or restores of them")
    private String configuration;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "at most N jobs (default: ${DEFAULT-VALUE})")
    private int limit;

    private record Jobs(List<BackupJob> jobs) {}

    private record Restores(List<RestoreJob> restores) {}

    ExitCode print(ServiceClient server, Output output) throws IOException {
        if (restores) {
            List<RestoreJob> found = server.list("restores/" + query(), limit, RestoreJob.class);
            print(new Restores(found), found.stream().map(JobListOptions::row).toList(), output);
            return ExitCode.DONE;
        }
        List<BackupJob> found = server.list("jobs/" + query(), limit, BackupJob.class);
        print(new Jobs(found), found.stream().map(JobListOptions::row).toList(), output);
        return ExitCode.DONE;
    }

    private static void print(Object json, List<List<String>> rows, Output output) throws IOException {
        if (output.json()) {
            output.print(json);
        } else {
            output.table(rows);
        }
    }

    private String query() {
        List<String> parts = new ArrayList<>();
        if (statuses != null) {
            statuses.forEach(status -> parts.add("status=" + status));
        }
        if (types != null) {
            types.forEach(type -> parts.add("type=" + type));
        }
        if (configuration != null) {
            parts.add("configuration=" + ServiceClient.pathSegment(configuration));
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
