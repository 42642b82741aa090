package org.edms.backup.engine.backup;

import java.io.IOException;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.Table;
import org.edms.backup.engine.pack.Compression;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.source.SourceFile;
import org.edms.backup.engine.store.PackageStore;
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

    void check(BackupRequest request, Catalog catalog) throws IOException {
        long tableBytes = catalog == null
                ? 0
                : catalog.tables().stream()
                        .filter(Table::holdsRows)
                        .mapToLong(Table::bytes)
                        .sum();
        long fileBytes = 0;
        if (request.withFiles()) {
            for (FileRoot root : request.from().roots()) {
                fileBytes += bytesIn(root);
            }
        }
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
                        "about %,d bytes will be needed, and %,d are free".formatted(estimate, free));
            }
        });
    }

    private static long bytesIn(FileRoot root) throws IOException {
        Total total = new Total();
        new FileTree(root).walk(total);
        return total.bytes;
    }

    private static final class Total implements FileTree.Visitor {

        private long bytes;

        @Override
        public void file(SourceFile file) {
            bytes += file.bytes();
        }

        @Override
        public void leftOut(String path, String why) {
            // The backup itself will tell.
        }
    }
}
