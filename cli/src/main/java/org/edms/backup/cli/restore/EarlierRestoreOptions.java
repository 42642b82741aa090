package org.edms.backup.cli.restore;

import java.io.IOException;
import org.edms.backup.cli.option.KeyOptions;
import org.edms.backup.cli.option.LocalOnly;
import org.edms.backup.cli.option.StoreOptions;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Option;

/** Options of the earlier system's {@code restore_from_package}. */
final class EarlierRestoreOptions {

    @Option(
            names = "--backup-current",
            description = "make a package of the target before it is changed, which is the default")
    private boolean backupCurrent;

    @Option(
            names = "--skip-interactive",
            description = "do not ask: a target that holds data is refused unless --confirm or --force is given")
    private boolean skipInteractive;

    @LocalOnly
    @Option(
            names = "--with-reinit",
            description = "as --mode replace. An export can only be merged: that is done, and the command ends with 3")
    private boolean withReinit;

    private boolean merged;

    boolean mayAsk() {
        return !skipInteractive;
    }

    void refuseContradictions(HowOptions how) {
        if (backupCurrent && !how.safetyBackup()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--backup-current and --no-safety-backup contradict each other");
        }
    }

    /** Replaces the target's content where the package can do that. */
    void apply(HowOptions how, StoreOptions.Located located, KeyOptions keys, Output output) throws IOException {
        if (!withReinit) {
            return;
        }
        if (typeOf(located, keys) != BackupType.EXPORT) {
            how.replace();
            return;
        }
        merged = true;
        output.errors()
                .println("--with-reinit: an export is merged, so rows that only the target has stay. To start from an "
                        + "empty system, re-initialize the EDMS with its own command before you restore.");
        output.errors().flush();
    }

    private static BackupType typeOf(StoreOptions.Located located, KeyOptions keys) throws IOException {
        try (PackageReader reader = new StoredPackages(located.store(), keys.identities()).open(located.name())) {
            return reader.manifest().header().type();
        }
    }

    /** What was not done as asked for is not done without a warning. */
    ExitCode code(ExitCode code) {
        return merged && code == ExitCode.DONE ? ExitCode.DONE_WITH_WARNINGS : code;
    }
}
