package org.edms.backup.engine.restore.compare;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.merge.PlannedTable;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The rows of a package. Each member is compared with the manifest while it is read. */
final class PackagedSide implements Side {

    private static final int BLOCK_BYTES = 1 << 17;

    private final RestoredPackage source;

    PackagedSide(RestoredPackage source) {
        this.source = source;
    }

    @Override
    public void read(PlannedTable table, RowConsumer rows) throws IOException {
        for (Manifest.Table part : table.sources()) {
            CopyRow row = new CopyRow(table, part.columns(), part.referencesOnly());
            long[] count = {0};
            for (String member : part.members()) {
                source.use(source.entry(member), content -> {
                    read(content, row, each -> {
                        count[0]++;
                        rows.row(each);
                    });
                    return null;
                });
            }
            if (count[0] != part.rows()) {
                throw new BackupException(
                        ErrorCode.PACKAGE_INCOMPLETE,
                        "%s has %d rows instead of %d".formatted(part.qualifiedName(), count[0], part.rows()));
            }
        }
    }

    private static void read(InputStream content, CopyRow row, RowConsumer rows) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        int filled = 0;
        for (int count = content.read(block, 0, block.length);
                count >= 0;
                count = content.read(block, filled, block.length - filled)) {
            int seen = filled;
            filled += count;
            int start = 0;
            for (int i = seen; i < filled; i++) {
                if (block[i] == '\n') {
                    rows.row(row.set(block, start, i));
                    start = i + 1;
                }
            }
            filled -= start;
            System.arraycopy(block, start, block, 0, filled);
            if (filled == block.length) {
                block = Arrays.copyOf(block, 2 * block.length);
            }
        }
        if (filled > 0) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "the last row has no end");
        }
    }
}
