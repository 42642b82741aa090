package org.edms.backup.cli.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

/** The jobs of a server: found, followed to their end, and shown meanwhile as if they were done here. */
public final class RemoteJobs {

    private static final int LOOKED_THROUGH = 10_000;

    private final Server server;
    private final Output output;

    public RemoteJobs(Server server, Output output) {
        this.server = server;
        this.output = output;
    }

    /**
     * The job whose package is meant.
     *
     * @param wanted the id of the job or of its package, or the package's name
     */
    public BackupJob find(String wanted) throws IOException {
        if (Files.isRegularFile(Path.of(wanted))) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    wanted + " is a file here: say --local. A server looks at the packages of its own store");
        }
        if (ShortId.isValid(wanted)) {
            try {
                return server.get("jobs/" + wanted + "/", BackupJob.class);
            } catch (BackupException e) {
                if (e.code() != ErrorCode.NOT_FOUND) {
                    throw e;
                }
            }
        }
        List<BackupJob> made =
                server.list("jobs/?status=COMPLETED,COMPLETED_WITH_WARNINGS", LOOKED_THROUGH, BackupJob.class).stream()
                        .filter(job -> job.backupPackage() != null)
                        .toList();
        Optional<BackupJob> named = made.stream()
                .filter(job -> job.backupPackage().name().equals(wanted))
                .findFirst();
        if (named.isEmpty() && !ShortId.isValid(wanted)) {
            throw new BackupException(
                    ErrorCode.NOT_FOUND, wanted + ": the server knows no job or package of that id or name");
        }
        return named.isPresent() ? named.get() : ofPackage(new ShortId(wanted), made);
    }

    private static BackupJob ofPackage(ShortId wanted, List<BackupJob> made) {
        UUID id = wanted.resolve(
                "job or package",
                made.stream().map(job -> job.backupPackage().id().value()).toList());
        return made.stream()
                .filter(job -> job.backupPackage().id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A backup that is over and has a package. */
    public BackupJob madeBy(BackupJob job) throws IOException {
        BackupJob ended = followed(Following.of(job, server), "the job " + job.id());
        if (ended.state() instanceof Outcome.Failed failed) {
            throw exception(failed.failure());
        }
        if (ended.state() instanceof Outcome.Cancelled cancelled) {
            throw new BackupException(ErrorCode.CANCELLED, "the job " + job.id() + ", by " + cancelled.by());
        }
        return ended;
    }

    /** A restore that is over, be it well or not. */
    RestoreJob ended(RestoreJob job) throws IOException {
        return followed(
                Following.of(job, server), "the restore " + job.request().id());
    }

    /** Why a restore ended without success; null where it did not. */
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

    /** Says under which id a job goes on, for who does not wait for it. */
    public ExitCode left(Object job, String what) throws IOException {
        if (output.json()) {
            output.print(job);
        } else {
            output.line("%s", what);
        }
        return ExitCode.DONE;
    }

    /** Who interrupts this command wants the job to end as well, and hears how it did. */
    private <J> J followed(Following<J> following, String name) throws IOException {
        try {
            return Cancellation.around(() -> ProgressDisplay.around(following::progress, output.errors(), () -> {
                try {
                    return following.toTheEnd();
                } catch (InterruptedIOException e) {
                    following.cancel();
                    return following.toTheEnd();
                }
            }));
        } catch (BackupException e) {
            throw new BackupException(e.code(), e.failure().detail() + "; " + name + " may go on there", e);
        }
    }
}
