package org.edms.backup.cli.restore;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.cli.option.EdmsOptions;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.PackageCommand;
import org.edms.backup.cli.option.ServiceOnly;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.RemoteRestore;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.engine.restore.KeptForUndo;
import org.edms.backup.engine.restore.RestoreIds;
import org.edms.backup.engine.restore.Undo;
import org.edms.backup.engine.restore.UndoTask;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.id.ShortId;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Undoes a restore, or manages the data that restores keep for undo. */
@Command(
        name = "undo",
        description = {
            "Undoes a restore.",
            "Returns the system to its state before the restore. Later changes are lost. --list "
                    + "shows the data kept for undo; --discard deletes it."
        },
        mixinStandardHelpOptions = true)
final class UndoCommand extends PackageCommand {

    @Mixin
    private EdmsOptions edms;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "ID of the restore, or its last characters, as shown by its report and by --list")
    private String id;

    @ArgGroup
    private Kept kept;

    @ServiceOnly
    @Option(
            names = "--detach",
            description = "print the ID of the restore that undoes it and exit without waiting for it to finish")
    private boolean detach;

    /** Options for the data that restores keep for undo. */
    private static final class Kept {

        @LocalOnly
        @Option(names = "--list", description = "show the databases and files kept for undo")
        private boolean list;

        @LocalOnly
        @Option(
                names = "--discard",
                paramLabel = "ID",
                description = "delete the data kept for this restore, which can then no longer be undone; the "
                        + "last characters of the ID are enough")
        private String discard;
    }

    @Option(
            names = {"--force", "--confirm"},
            description = "required to undo or to discard")
    private boolean confirmed;

    @Override
    protected ExitCode runLocally(Map<String, String> environment) throws IOException {
        EdmsOptions.Target target = edms.anyTarget(environment);
        if (kept != null && kept.list) {
            return print(new KeptForUndo(target.database(), target.roots()).list());
        }
        if (id == null && kept == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "specify a restore: ID, --list or --discard ID");
        }
        if (!confirmed) {
            throw new BackupException(ErrorCode.CONFIRMATION_MISSING, target.toString());
        }
        if (kept != null) {
            return print(new KeptForUndo(target.database(), target.roots()).discard(kept.discard));
        }
        Meter meter = new Meter();
        PackageStore store =
                stores().named(environment).map(DirectoryStore::new).orElse(null);
        UndoTask task = new UndoTask(
                new RestoreIds(target.database(), target.roots()).find(new ShortId(id)),
                target.database(),
                target.roots(),
                System.getProperty("user.name"),
                ProgramVersion.text(),
                Runtime.getRuntime().availableProcessors());
        Undo undo = new Undo(store, keys().identities(), task, Clock.systemUTC(), meter);
        RestoreReport report =
                Cancellation.run(() -> ProgressDisplay.run(meter::progress, output().errors(), undo::run));
        return printUndone(target.toString(), report);
    }

    @Override
    protected ExitCode runRemotely(ServiceClient server) throws IOException {
        if (id == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "specify the restore to undo: ID");
        }
        if (!confirmed) {
            throw new BackupException(
                    ErrorCode.CONFIRMATION_MISSING, server.address().toString());
        }
        RemoteRestore restore = new RemoteRestore(server, output());
        RestoreJob job = restore.undo(new ShortId(id));
        if (detach) {
            return new RemoteJobs(server, output())
                    .printDetached(job, "restore " + job.request().id());
        }
        RestoreReport report = restore.awaitReport(job);
        if (report.failure() != null) {
            throw new BackupException(report.failure().code(), report.failure().detail());
        }
        return printUndone(report.target(), report);
    }

    private ExitCode printUndone(String target, RestoreReport report) {
        output().line(
                        "Undid the restore of %2$s: %1$s is in its earlier state",
                        target, report.source().name());
        return ExitCode.DONE;
    }

    private ExitCode print(List<KeptForUndo.Kept> all) throws IOException {
        if (output().json()) {
            output().print(all);
            return ExitCode.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("restore", "bytes", kept.list ? "kept" : "discarded"));
        all.forEach(each -> rows.add(List.of(
                each.restore(),
                Output.count(each.bytes()),
                each.database() == null ? each.files().toString() : "database " + each.database())));
        output().table(rows);
        return ExitCode.DONE;
    }
}
