package org.edms.backup.cli.suite;

import java.io.IOException;
import java.nio.file.Path;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ReportText;
import org.edms.backup.cli.output.VerificationText;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.cli.remote.RemoteBackup;
import org.edms.backup.cli.remote.RemoteRestore;
import org.edms.backup.cli.remote.RemoteVerification;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;

/** An EDMS is packed, loses everything, comes up under other ids, and gets back what it had: through the services. */
final class DemoMove {

    private final LocalSuite suite;
    private final DemoEdms edms;
    private final Output output;
    private final Server server;

    DemoMove(LocalSuite suite, DemoEdms edms, Output output) throws IOException {
        this.suite = suite;
        this.edms = edms;
        this.output = output;
        this.server = suite.server();
    }

    ExitCode run() throws IOException {
        BackupResult made = packed();
        verify(made.stored().name());
        tell("Re-initialising the EDMS: no documents, and everything else under other ids and UUIDs ...");
        output.line("%s", edms.reinitialise());
        RestoreReport report = restored(suite.store().resolve(made.stored().name()));
        output.line("");
        ReportText.print(report, null, output);
        if (report.failure() != null) {
            throw new BackupException(report.failure().code(), report.failure().detail());
        }
        if (!report.committed() || !report.addsUp()) {
            throw new BackupException(ErrorCode.ACCOUNT_MISMATCH, "the restore left rows or files unaccounted for");
        }
        edms.restored();
        tell("Every row and every file is accounted for.");
        return ExitCode.DONE;
    }

    private BackupResult packed() throws IOException {
        tell("Making a migration package ...");
        RemoteBackup backup = new RemoteBackup(server, output);
        BackupResult made =
                backup.made(backup.ask(new RemoteBackup.Wanted(BackupType.EXPORT, null, true, true, false), null));
        output.line(
                "%s: %s rows, %s",
                made.stored().name(),
                Output.count(made.manifest().database().rows()),
                Output.bytes(made.stored().bytes()));
        return made;
    }

    private void verify(String name) throws IOException {
        tell("Verifying it: every member's digest, the structure, the chain ...");
        VerifyResult result = new RemoteVerification(server, output).of(name, VerifyLevel.FULL);
        VerificationText.print(name, result, output);
        if (!result.whole()) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, name);
        }
    }

    private RestoreReport restored(Path file) throws IOException {
        tell("Sending the package, and restoring it: rows find each other by natural keys ...");
        RestoreOptions options = new RestoreOptions(
                RestoreMode.MERGE, null, null, null, null, false, false, false, null, null, null, false);
        RemoteRestore restore = new RemoteRestore(server, output);
        return restore.report(restore.ofFile(file, options, true, Server.newKey()));
    }

    private void tell(String line) {
        output.line("");
        output.line("%s", line);
    }
}
