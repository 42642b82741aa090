package org.edms.backup.engine.backup;

import java.util.Locale;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.Table;
import org.edms.backup.engine.pack.Compression;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Whether there is room for the package, before hours are spent on it. It is an estimate, and a low one: what compresses
 * well must not be refused, and a store that fills up after all fails the backup cleanly.
 */
final class SpaceCheck {

    private static final long TABLES_SHRINK_TO_ONE_IN = 10;
    private static final long FILES_SHRINK_TO_ONE_IN = 2;

    private final PackageStore store;
    private final Meter meter;

    SpaceCheck(PackageStore store, Meter meter) {
        this.store = store;
        this.meter = meter;
    }

    void check(BackupRequest request, Catalog catalog, FileLists files) {
        long tableBytes = catalog == null
                ? 0
                : catalog.tables().stream()
                        .filter(Table::holdsRows)
                        .mapToLong(table -> table.here().bytes())
                        .sum();
        long fileBytes = files.bytes();
        meter.expect(tableBytes + fileBytes);
        boolean compressed = request.to().compression() != Compression.NONE;
        long newFileBytes = request.onlyChangedFiles() ? 0 : fileBytes;
        long estimate = compressed
                ? tableBytes / TABLES_SHRINK_TO_ONE_IN + newFileBytes / FILES_SHRINK_TO_ONE_IN
                : tableBytes / 2 + newFileBytes;
        store.freeBytes().ifPresent(free -> {
            if (free < estimate) {
                throw new BackupException(
                        ErrorCode.STORE_FULL,
                        String.format(
                                Locale.ROOT,
                                "between %,d and %,d bytes will be needed, by how well they compress, and %,d are free; "
                                        + "nothing was written",
                                estimate,
                                Math.max(estimate, tableBytes + fileBytes),
                                free));
            }
        });
    }
}
