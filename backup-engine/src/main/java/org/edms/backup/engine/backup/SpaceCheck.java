package org.edms.backup.engine.backup;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Checks the free space before hours are spent on a backup. A package that fits by the lower end of the estimate is written; if
 * the store fills up nevertheless, the backup fails cleanly. A few large rows in the sample make the estimate too high, so a
 * backup is rejected only if compressed content does not fit even at its size on disk.
 */
final class SpaceCheck {

    /**
     * If this multiple of the bytes on disk is free, sampling is skipped. The multiple allows for rows that become larger as text
     * before they are compressed again.
     */
    private static final long AMPLE_FACTOR = 4;

    private static final long LEFT_FOR_OTHERS = 64L << 20;
    private static final int PERCENT = 100;

    private final PackageStore store;
    private final Meter meter;

    SpaceCheck(PackageStore store, Meter meter) {
        this.store = store;
        this.meter = meter;
    }

    void check(
            BackupRequest request,
            DatabaseContent database,
            FileLists files,
            BackupChain chain,
            StoredPackages packages)
            throws IOException, SQLException {
        long onDisk = bytesOfTables(database.catalog()) + files.bytes();
        meter.expect(onDisk);
        if (store.freeBytes().isEmpty()) {
            return;
        }
        long free = store.freeBytes().getAsLong();
        boolean isAmple = request.to().compression() != Compression.NONE
                && free > LEFT_FOR_OTHERS
                && (free - LEFT_FOR_OTHERS) / AMPLE_FACTOR > onDisk;
        if (isAmple) {
            return;
        }
        long estimate = SizeEstimate.of(
                request,
                database,
                files,
                () -> chain.links().isEmpty() ? KnownFiles.none() : KnownFiles.of(chain.open(packages)));
        long surelyNeeded = Math.round(estimate * (1 - SizeEstimate.TOLERANCE));
        if (request.to().compression() != Compression.NONE) {
            surelyNeeded = Math.min(surelyNeeded, onDisk);
        }
        if (free < surelyNeeded) {
            throw new BackupException(
                    ErrorCode.STORE_FULL,
                    String.format(
                            Locale.ROOT,
                            "the package needs about %,d bytes (plus or minus %.0f %%), but only %,d are free; nothing was written",
                            estimate,
                            SizeEstimate.TOLERANCE * PERCENT,
                            free));
        }
    }

    private static long bytesOfTables(Catalog catalog) {
        return catalog == null
                ? 0
                : catalog.tables().stream()
                        .filter(Table::holdsRows)
                        .mapToLong(table -> table.here().bytes())
                        .sum();
    }
}
