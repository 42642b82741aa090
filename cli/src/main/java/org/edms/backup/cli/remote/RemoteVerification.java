package org.edms.backup.cli.remote;

import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;

/** The verification of a package by the server that has it. */
public final class RemoteVerification {

    private final ServiceClient server;
    private final Output output;

    public RemoteVerification(ServiceClient server, Output output) {
        this.server = server;
        this.output = output;
    }

    /** @param result null until the verification has finished; {@code failure} is set if it could not be done */
    private record Verification(UUID id, VerifyResult result, Failure failure) {}

    public VerifyResult run(String nameOrId, VerifyLevel level) throws IOException {
        return run(new RemoteJobs(server, output).find(nameOrId), level);
    }

    private VerifyResult run(BackupJob job, VerifyLevel level) throws IOException {
        String path = "jobs/" + job.id() + "/";
        Verification started = server.submit(
                path + "verify/?level=" + level.name().toLowerCase(Locale.ROOT),
                null,
                ServiceClient.newIdempotencyKey(),
                Verification.class);
        Progress progress = new Progress(Phase.VERIFYING, job.backupPackage().name(), 0, null, 0, null, null);
        Verification ended = Cancellation.run(() -> ProgressDisplay.run(
                () -> progress,
                output.errors(),
                () -> server.poll(
                        path + "verifications/" + started.id() + "/",
                        Verification.class,
                        now -> now.result() != null || now.failure() != null)));
        if (ended.failure() != null) {
            throw new BackupException(ended.failure().code(), ended.failure().detail());
        }
        return ended.result();
    }

    /** A failed test restore exits with the code of its failure, any other finding with that of an unreadable package. */
    public static ExitCode exitCode(VerifyResult result) {
        if (result.whole()) {
            return ExitCode.DONE;
        }
        return result.level() == VerifyLevel.RESTORE
                ? result.findings().get(0).code().exitCode()
                : ExitCode.PACKAGE_UNREADABLE;
    }
}
