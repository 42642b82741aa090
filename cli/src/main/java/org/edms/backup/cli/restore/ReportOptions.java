package org.edms.backup.cli.restore;

import java.io.IOException;
import java.nio.file.Path;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.model.restore.RestoreReport;
import picocli.CommandLine.Option;

/** Options that save the report of a restore, or apply the plan that a dry run saved. */
final class ReportOptions {

    @LocalOnly
    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "with --dry-run, save the plan in FILE; without, apply the plan in FILE, or change nothing if the "
                            + "package or the target changed since")
    private Path plan;

    @Option(names = "--report", paramLabel = "FILE", description = "write the report to FILE, as JSON")
    private Path report;

    private Path packageFile;
    private boolean isWritten;

    /** @param file of the package, which the reports record */
    void setPackageFile(Path file) {
        packageFile = file;
    }

    Path plan() {
        return plan;
    }

    /** The plan to apply; null without one. */
    RestoreReport planToApply() throws IOException {
        return plan == null ? null : SavedReport.read(plan).report();
    }

    void writePlan(RestoreReport planned) throws IOException {
        if (plan != null) {
            saved(planned).write(plan);
        }
    }

    void writeReport(RestoreReport finished) throws IOException {
        isWritten = true;
        if (report != null) {
            saved(finished).write(report);
        }
    }

    /** The file that still waits for the report; null for none. */
    Path pendingReport() {
        return isWritten ? null : report;
    }

    private SavedReport saved(RestoreReport finished) {
        return new SavedReport(finished, packageFile == null ? "" : packageFile.toString());
    }
}
