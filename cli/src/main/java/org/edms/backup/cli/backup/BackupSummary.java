package org.edms.backup.cli.backup;

import java.io.IOException;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.error.ExitCode;

/** Prints the package that a backup made. */
record BackupSummary(BackupResult result) {

    /** The JSON output of {@code create}. */
    private record Summary(String outcome, boolean verified, Object stored, Long rows, Long files, Object manifest) {}

    ExitCode exitCode() {
        return hasWarnings() ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE;
    }

    private boolean hasWarnings() {
        return result.manifest() != null && result.manifest().withWarnings();
    }

    void print(Output output) throws IOException {
        if (output.json()) {
            output.print(summary());
            return;
        }
        output.line("%s", result.stored().name());
        if (result.manifest() == null) {
            output.line(
                    "%s; the server has no key to open it",
                    Output.bytes(result.stored().bytes()));
            return;
        }
        printContents(result.manifest(), output);
        ManifestText.model(result.manifest(), output);
        ManifestText.findings(result.manifest(), output);
    }

    private Summary summary() {
        Manifest manifest = result.manifest();
        return new Summary(
                hasWarnings() ? "COMPLETED_WITH_WARNINGS" : "COMPLETED",
                result.verified(),
                result.stored(),
                manifest == null ? null : rows(manifest),
                manifest == null ? null : files(manifest),
                manifest);
    }

    private void printContents(Manifest manifest, Output output) {
        int tables =
                manifest.database() == null ? 0 : manifest.database().tables().size();
        long unchanged =
                manifest.roots().stream().mapToLong(Manifest.Root::unchanged).sum();
        output.line(
                "%s rows in %s tables, %s files (%s unchanged), %s; %s",
                Output.count(rows(manifest)),
                tables,
                Output.count(files(manifest)),
                Output.count(unchanged),
                Output.bytes(result.stored().bytes()),
                result.verified() ? "verified" : "not verified");
    }

    private static long rows(Manifest manifest) {
        return manifest.database() == null ? 0 : manifest.database().rows();
    }

    private static long files(Manifest manifest) {
        return manifest.roots().stream().mapToLong(Manifest.Root::files).sum();
    }
}
