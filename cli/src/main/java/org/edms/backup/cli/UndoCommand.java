package org.edms.backup.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.edms.backup.engine.restore.Undo;
import org.edms.backup.engine.restore.UndoTask;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a restore back. */
@Command(
        name = "undo",
        description = "Puts a system back to what it was before a restore. What happened there since is lost.",
        mixinStandardHelpOptions = true)
final class UndoCommand extends StoreCommand {

    @Mixin
    private LocalOptions local;

    @Parameters(paramLabel = "ID", description = "of the restore, as its report tells it")
    private String id;

    @Option(
            names = {"--force", "--confirm"},
            description = "without this, nothing is done")
    private boolean confirmed;

    @Override
    ExitCode run(Map<String, String> environment) throws IOException {
        LocalOptions.Target target = local.target(true, true, environment);
        if (!confirmed) {
            throw new BackupException(
                    ErrorCode.CONFIRMATION_MISSING, target.database().toString());
        }
        Meter meter = new Meter();
        UndoTask task = new UndoTask(
                new RestoreJobId(new UuidV7(Clock.systemUTC()).next()),
                RestoreJobId.parse(id),
                target.database(),
                target.roots(),
                System.getProperty("user.name"),
                EdmsBackupCommand.tool(),
                Runtime.getRuntime().availableProcessors());
        Undo undo = new Undo(stores().store(environment), keys().identities(), task, Clock.systemUTC(), meter);
        RestoreReport report =
                Cancellation.around(() -> ProgressDisplay.around(meter::progress, output().errors(), undo::run));
        output().line(
                        "%s is what it was before the restore of %s",
                        target.database(), report.source().name());
        return ExitCode.DONE;
    }
}
