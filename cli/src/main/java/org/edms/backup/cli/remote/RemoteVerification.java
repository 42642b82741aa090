package org.edms.backup.cli.remote;

import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;

/** A server's look at one of its packages. */
public final class RemoteVerification {

    private final Server server;
    private final Output output;

    public RemoteVerification(Server server, Output output) {
        this.server = server;
        this.output = output;
    }

    /** @param result null while nobody has looked, {@code failure} why nobody could */
    private record Looked(UUID id, VerifyResult result, Failure failure) {}

    public VerifyResult of(String wanted, VerifyLevel level) throws IOException {
        return of(new RemoteJobs(server, output).find(wanted), level);
    }

    private VerifyResult of(BackupJob job, VerifyLevel level) throws IOException {
        String path = "jobs/" + job.id() + "/";
        Looked asked = server.ask(
                path + "verify/?level=" + level.name().toLowerCase(Locale.ROOT), null, Server.newKey(), Looked.class);
        Progress progress = new Progress("verifying", job.backupPackage().name(), 0, null, 0, null, null);
        Looked looked = Cancellation.around(() -> ProgressDisplay.around(
                () -> progress,
                output.errors(),
                () -> server.until(
                        path + "verifications/" + asked.id() + "/",
                        Looked.class,
                        now -> now.result() != null || now.failure() != null)));
        if (looked.failure() != null) {
            throw new BackupException(looked.failure().code(), looked.failure().detail());
        }
        return looked.result();
    }

    /** What a test restore fails for says how the command ends; whatever else is found says that the package is not whole. */
    public static ExitCode code(VerifyResult result) {
        if (result.whole()) {
            return ExitCode.DONE;
        }
        return result.level() == VerifyLevel.RESTORE
                ? result.findings().get(0).code().exitCode()
                : ExitCode.PACKAGE_UNREADABLE;
    }
}
