package org.edms.backup.cli.restore;

import java.io.IOException;
import org.edms.backup.cli.option.KeyOptions;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.PackageLocation;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Option;

/** Options of {@code restore_from_package}, a command of the earlier system. */
final class LegacyRestoreOptions {

    @Option(names = "--backup-current", description = "make a safety backup of the target first (default)")
    private boolean backupCurrent;

    @Option(
            names = "--skip-interactive",
            description = "never ask: a target that holds data is rejected unless --confirm or --force is given")
    private boolean skipInteractive;

    @LocalOnly
    @Option(
            names = "--with-reinit",
            description = "same as --mode replace; an export is merged instead, and the command exits with 3")
    private boolean withReinit;

    private boolean merged;

    boolean mayAsk() {
        return !skipInteractive;
    }

    void rejectContradictions(RestoreOptionsMixin options) {
        if (backupCurrent && !options.safetyBackup()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--backup-current and --no-safety-backup exclude each other");
        }
    }

    /** Replaces the content of the target, unless the package is an export. */
    void apply(RestoreOptionsMixin options, PackageLocation location, KeyOptions keys, Output output)
            throws IOException {
        if (!withReinit) {
            return;
        }
        if (typeOf(location, keys) != BackupType.EXPORT) {
            options.replace();
            return;
        }
        merged = true;
        output.errors()
                .println(
                        "--with-reinit: an export is merged, so rows that exist only in the target stay. To start from an "
                                + "empty system, re-initialize the EDMS with its own command before you restore.");
        output.errors().flush();
    }

    private static BackupType typeOf(PackageLocation location, KeyOptions keys) throws IOException {
        try (PackageReader reader = new StoredPackages(location.store(), keys.identities()).open(location.name())) {
            return reader.manifest().header().type();
        }
    }

    /** A merge in place of a replacement counts as a warning. */
    ExitCode exitCode(ExitCode code) {
        return merged && code == ExitCode.DONE ? ExitCode.DONE_WITH_WARNINGS : code;
    }
}
