package org.edms.backup.engine.restore.input;

import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.model.restore.Strategy;

/** The part of a package to restore, and the mode. */
public record RestoreSelection(RestoreOptions options, Manifest manifest) {

    public boolean rows() {
        return manifest.database() != null && options.scope() != RestoreScope.FILES;
    }

    public boolean files() {
        return !manifest.roots().isEmpty() && options.scope() != RestoreScope.DATABASE;
    }

    /** Announces the number of bytes to restore. The size of a selection of critical rows is not known in advance. */
    public void expect(Meter meter) {
        if (rows() && options.scope() != RestoreScope.CRITICAL) {
            meter.expect(manifest.database().tables().stream()
                    .mapToLong(Manifest.Table::bytes)
                    .sum());
        }
        if (files()) {
            meter.expect(
                    manifest.roots().stream().mapToLong(Manifest.Root::bytes).sum());
        }
    }

    /** Returns the requested mode, or the default for the package. */
    public RestoreMode mode() {
        boolean inPart = options.skipUsers() || options.scope() == RestoreScope.CRITICAL;
        boolean raw = options.strategy() == Strategy.RAW;
        if (inPart && (raw || options.mode() == RestoreMode.REPLACE)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "a part of a package can only be merged: omit --mode replace and --strategy raw, or restore all tables");
        }
        if (raw && options.mode() == RestoreMode.MERGE) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "--strategy raw keeps the keys of the package, so it needs --mode replace");
        }
        if (options.mode() != null) {
            return options.mode();
        }
        if (inPart || raw) {
            return raw ? RestoreMode.REPLACE : RestoreMode.MERGE;
        }
        return manifest.header().type() == BackupType.EXPORT ? RestoreMode.MERGE : RestoreMode.REPLACE;
    }
}
