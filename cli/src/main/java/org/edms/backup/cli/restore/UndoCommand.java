package org.edms.backup.cli.restore;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.LocalOptions;
import org.edms.backup.cli.option.ServerOnly;
import org.edms.backup.cli.option.StoreCommand;
import org.edms.backup.cli.output.Cancellation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.cli.output.ProgressDisplay;
import org.edms.backup.cli.remote.RemoteJobs;
import org.edms.backup.cli.remote.RemoteRestore;
import org.edms.backup.cli.remote.Server;
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

/** Takes a restore back. */
@Command(
        name = "undo",
        description = "Puts a system back to what it was before a restore. What happened there since is lost. "
                + "Or shows what restores have kept for that, and takes it away.",
        mixinStandardHelpOptions = true)
final class UndoCommand extends StoreCommand {

    @Mixin
    private LocalOptions local;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "of the restore, as its report or --list shows it: all of it, or its end")
    private String id;

    @ArgGroup
    private Kept kept;

    @ServerOnly
    @Option(names = "--detach", description = "do not wait for the end: tell the id of the restore that undoes it")
    private boolean detach;

    /** What is done with what restores have kept. */
    private static final class Kept {

        @LocalOnly
        @Option(names = "--list", description = "show the databases and files that were kept, and do nothing")
        private boolean list;

        @LocalOnly
        @Option(
                names = "--discard",
                paramLabel = "ID",
                description = "take away what this restore has kept, so that it cannot be undone any more; its "
                        + "end, as --list shows it, is enough")
        private String discard;
    }

    @Option(
            names = {"--force", "--confirm"},
            description = "without this, nothing is done")
    private boolean confirmed;

    @Override
    protected ExitCode run(Map<String, String> environment) throws IOException {
        LocalOptions.Target target = local.anyTarget(environment);
        if (kept != null && kept.list) {
            return tell(new KeptForUndo(target.database(), target.roots()).list());
        }
        if (id == null && kept == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "name the restore: ID, --list or --discard ID");
        }
        if (!confirmed) {
            throw new BackupException(ErrorCode.CONFIRMATION_MISSING, target.toString());
        }
        if (kept != null) {
            return tell(new KeptForUndo(target.database(), target.roots()).discard(kept.discard));
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
                Cancellation.around(() -> ProgressDisplay.around(meter::progress, output().errors(), undo::run));
        return tell(target.toString(), report);
    }

    @Override
    protected ExitCode run(Server server) throws IOException {
        if (id == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "name the restore: ID");
        }
        if (!confirmed) {
            throw new BackupException(
                    ErrorCode.CONFIRMATION_MISSING, server.address().toString());
        }
        RemoteRestore restore = new RemoteRestore(server, output());
        RestoreJob job = restore.undo(new ShortId(id));
        if (detach) {
            return new RemoteJobs(server, output())
                    .left(job, "restore " + job.request().id());
        }
        RestoreReport report = restore.report(job);
        if (report.failure() != null) {
            throw new BackupException(report.failure().code(), report.failure().detail());
        }
        return tell(report.target(), report);
    }

    private ExitCode tell(String target, RestoreReport report) {
        output().line(
                        "%s is what it was before the restore of %s",
                        target, report.source().name());
        return ExitCode.DONE;
    }

    private ExitCode tell(List<KeptForUndo.Kept> all) throws IOException {
        if (output().json()) {
            output().print(all);
            return ExitCode.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("restore", "bytes", kept.list ? "kept" : "discarded"));
        all.forEach(each -> rows.add(List.of(
                each.restore(),
                Output.count(each.bytes()),
                each.database() == null ? each.files().toString() : "the database " + each.database())));
        output().table(rows);
        return ExitCode.DONE;
    }
}
