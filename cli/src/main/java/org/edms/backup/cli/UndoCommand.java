package org.edms.backup.cli;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.restore.Restore;
import org.edms.backup.engine.restore.RestoreTask;
import org.edms.backup.engine.restore.Undo;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.restore.RestoreScope;
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
        Undo undo = new Undo(
                target.database(),
                target.roots(),
                safe -> restore(safe, target, stores().store(environment), meter),
                meter);
        RestoreReport report = Cancellation.around(() ->
                ProgressDisplay.around(meter::progress, output().errors(), () -> undo.run(RestoreJobId.parse(id))));
        output().line(
                        "%s is what it was before the restore of %s",
                        target.database(), report.source().name());
        return ExitCode.DONE;
    }

    private RestoreReport restore(StoredPackage safe, LocalOptions.Target target, PackageStore store, Meter meter)
            throws IOException {
        RestoreOptions options = new RestoreOptions(
                RestoreMode.REPLACE, RestoreScope.DATABASE, null, null, null, false, false, false, false, null, null);
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(new UuidV7(Clock.systemUTC()).next()),
                safe.name(),
                safe.sha256(),
                options,
                System.getProperty("user.name"));
        RestoreTask task = new RestoreTask(
                request,
                target.database(),
                List.of(),
                null,
                null,
                true,
                EdmsBackupCommand.tool(),
                Runtime.getRuntime().availableProcessors());
        RestoreReport report =
                new Restore(store, keys().identities(), task, () -> null, Clock.systemUTC(), meter).run();
        if (!report.committed()) {
            throw new BackupException(
                    report.failure().code(), String.valueOf(report.failure().detail()));
        }
        return report;
    }
}
