package org.edms.backup.cli.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.ShortId;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;

/** Finds the jobs of a server, and waits for them while showing their progress. */
public final class RemoteJobs {

    private static final int SEARCH_LIMIT = 10_000;

    private final ServiceClient server;
    private final Output output;

    public RemoteJobs(ServiceClient server, Output output) {
        this.server = server;
        this.output = output;
    }

    /** @param nameOrId the ID of the job, or the ID or name of its package */
    public BackupJob find(String nameOrId) throws IOException {
        if (Files.isRegularFile(Path.of(nameOrId))) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    nameOrId + " is a local file: add --local. A server only reads packages in its own store");
        }
        if (ShortId.isValid(nameOrId)) {
            try {
                return server.get("jobs/" + nameOrId + "/", BackupJob.class);
            } catch (BackupException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw e;
                }
            }
        }
        List<BackupJob> made =
                server.list("jobs/?status=COMPLETED,COMPLETED_WITH_WARNINGS", SEARCH_LIMIT, BackupJob.class).stream()
                        .filter(job -> job.backupPackage() != null)
                        .toList();
        Optional<BackupJob> named = made.stream()
                .filter(job -> job.backupPackage().name().equals(nameOrId))
                .findFirst();
        if (named.isEmpty() && !ShortId.isValid(nameOrId)) {
            throw new BackupException(
                    ErrorCode.NOT_FOUND, nameOrId + ": the server has no job or package with this ID or name");
        }
        return named.isPresent() ? named.get() : ofPackage(new ShortId(nameOrId), made);
    }

    private static BackupJob ofPackage(ShortId shortId, List<BackupJob> made) {
        UUID id = shortId.resolve(
                "job or package",
                made.stream().map(job -> job.backupPackage().id().value()).toList());
        return made.stream()
                .filter(job -> job.backupPackage().id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Submits a backup. */
    public BackupJob submitBackup(String path, Object body) throws IOException {
        return submit(path, body, ServiceClient.newIdempotencyKey(), BackupJob.class, JobFollower::of);
    }

    /** Submits a restore. */
    RestoreJob submitRestore(String path, Object body, String key) throws IOException {
        return submit(path, body, key, RestoreJob.class, JobFollower::of);
    }

    /** If an interrupt comes before the answer, the job is found by its key and cancelled: nobody would wait for it. */
    private <J> J submit(
            String path, Object body, String key, Class<J> type, BiFunction<J, ServiceClient, JobFollower<J>> follower)
            throws IOException {
        try {
            return server.submit(path, body, key, type);
        } catch (InterruptedIOException e) {
            follower.apply(server.submit(path, body, key, type), server).cancel();
            throw e;
        }
    }

    /** Waits for a backup; throws its failure. */
    public BackupJob awaitBackup(BackupJob job) throws IOException {
        BackupJob ended = follow(JobFollower.of(job, server), "the job " + job.id());
        if (ended.state() instanceof Outcome.Failed failed) {
            throw exception(failed.failure());
        }
        if (ended.state() instanceof Outcome.Cancelled cancelled) {
            throw new BackupException(ErrorCode.CANCELLED, "the job " + job.id() + ", by " + cancelled.by());
        }
        return ended;
    }

    /** Waits for a restore, whether it succeeds or not. */
    RestoreJob awaitRestore(RestoreJob job) throws IOException {
        return follow(
                JobFollower.of(job, server), "the restore " + job.request().id());
    }

    /** Why a restore failed; null if it succeeded. */
    static BackupException failureOf(RestoreJob job) {
        if (job.state() instanceof Outcome.Failed failed) {
            return exception(failed.failure());
        }
        if (job.state() instanceof RestoreState.RolledBack back) {
            return exception(back.failure());
        }
        if (job.state() instanceof Outcome.Cancelled refused && refused.failure() != null) {
            return exception(refused.failure());
        }
        if (job.state() instanceof Outcome.Cancelled cancelled) {
            return new BackupException(
                    ErrorCode.CANCELLED, "the restore " + job.request().id() + ", by " + cancelled.by());
        }
        return null;
    }

    private static BackupException exception(Failure failure) {
        return new BackupException(failure.code(), failure.detail());
    }

    /** Prints the ID of a job that nobody waits for. */
    public ExitCode printDetached(Object job, String what) throws IOException {
        if (output.json()) {
            output.print(job);
        } else {
            output.line("%s", what);
        }
        return ExitCode.DONE;
    }

    /** An interrupt cancels the job, and then still waits for its end. */
    private <J> J follow(JobFollower<J> follower, String name) throws IOException {
        try {
            return Cancellation.run(() -> ProgressDisplay.run(follower::progress, output.errors(), () -> {
                try {
                    return follower.awaitEnd();
                } catch (InterruptedIOException e) {
                    follower.cancel();
                    return follower.awaitEnd();
                }
            }));
        } catch (BackupException e) {
            throw new BackupException(e.code(), e.failure().detail() + "; " + name + " may still be running", e);
        }
    }
}
