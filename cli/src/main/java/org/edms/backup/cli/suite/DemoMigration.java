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
import org.edms.backup.cli.remote.ServiceClient;
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

/** The migration of the demo: exports the EDMS, re-initialises it under other IDs, and restores the export, through the services. */
final class DemoMigration {

    private final LocalSuite suite;
    private final DemoEdms edms;
    private final Output output;
    private final ServiceClient server;

    DemoMigration(LocalSuite suite, DemoEdms edms, Output output) throws IOException {
        this.suite = suite;
        this.edms = edms;
        this.output = output;
        this.server = suite.server();
    }

    ExitCode run() throws IOException {
        BackupResult made = export();
        verify(made.stored().name());
        announce("Re-initialising the EDMS: no documents, and everything else under other IDs and UUIDs ...");
        output.line("%s", edms.reinitialise());
        RestoreReport report = restore(suite.store().resolve(made.stored().name()));
        output.line("");
        ReportText.print(report, null, output);
        if (report.failure() != null) {
            throw new BackupException(report.failure().code(), report.failure().detail());
        }
        if (!report.committed() || !report.addsUp()) {
            throw new BackupException(ErrorCode.ACCOUNT_MISMATCH, "the restore left rows or files unaccounted for");
        }
        edms.markComplete();
        announce("Every row and every file is accounted for.");
        return ExitCode.DONE;
    }

    private BackupResult export() throws IOException {
        announce("Exporting the EDMS ...");
        RemoteBackup backup = new RemoteBackup(server, output);
        BackupResult made =
                backup.await(backup.start(new RemoteBackup.Request(BackupType.EXPORT, null, true, true, false), null));
        output.line(
                "%s: %s rows, %s",
                made.stored().name(),
                Output.count(made.manifest().database().rows()),
                Output.bytes(made.stored().bytes()));
        return made;
    }

    private void verify(String name) throws IOException {
        announce("Verifying the package: its structure, the digest of each member, its chain ...");
        VerifyResult result = new RemoteVerification(server, output).run(name, VerifyLevel.FULL);
        VerificationText.print(name, result, output);
        if (!result.whole()) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, name);
        }
    }

    private RestoreReport restore(Path file) throws IOException {
        announce("Uploading and restoring the package: rows are matched by natural keys ...");
        RestoreOptions options =
                RestoreOptions.builder().mode(RestoreMode.MERGE).build();
        RemoteRestore restore = new RemoteRestore(server, output);
        return restore.awaitReport(restore.startFromFile(file, options, true, ServiceClient.newIdempotencyKey()));
    }

    private void announce(String line) {
        output.line("");
        output.line("%s", line);
    }
}
