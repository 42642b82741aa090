package org.edms.backup.cli.restore;

import java.io.IOException;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.output.ReportText;
import org.edms.backup.cli.output.UndoInvocation;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.restore.RestoreReport;

/**
 * How a restore ended.
 *
 * @param undo null if no command can undo it
 */
record RestoreResult(RestoreReport report, UndoInvocation undo) {

    void print(Output output) throws IOException {
        if (output.json()) {
            output.print(report);
        } else {
            ReportText.print(report, undo, output);
        }
        Failure failure = report.failure();
        if (failure != null) {
            output.errors().println("edms-backup: " + failure.message());
            output.errors().println("Hint: " + failure.hint());
            output.errors().flush();
        }
    }

    ExitCode exitCode() {
        if (report.failure() != null) {
            return report.failure().code().exitCode();
        }
        boolean filesWait = report.warnings().stream().anyMatch(warning -> warning.code() == ErrorCode.FILES_WAITING);
        if (filesWait || !report.setAside().isEmpty()) {
            return ExitCode.PARTIAL;
        }
        boolean onlyNotices =
                report.warnings().stream().allMatch(warning -> warning.code().isNotice());
        return onlyNotices ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }
}
