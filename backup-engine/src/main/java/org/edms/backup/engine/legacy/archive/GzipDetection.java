package org.edms.backup.engine.legacy.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Opens content that may be gzip-compressed, regardless of its name. */
final class GzipDetection {

    private static final int FIRST_BYTE = 0x1f;
    private static final int SECOND_BYTE = 0x8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private GzipDetection() {}

    /** @param bytes the number of bytes to read */
    static DecompressionGuard open(InputStream content, String name, long bytes) throws IOException {
        PushbackInputStream start = new PushbackInputStream(content, 2);
        byte[] head = start.readNBytes(2);
        start.unread(head);
        boolean compressed = head.length == 2
                && Byte.toUnsignedInt(head[0]) == FIRST_BYTE
                && Byte.toUnsignedInt(head[1]) == SECOND_BYTE;
        if (!compressed) {
            return new DecompressionGuard(start, name, bytes);
        }
        try {
            return new DecompressionGuard(new GZIPInputStream(start, BUFFER_BYTES), name, bytes);
        } catch (EOFException e) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, name + " is truncated", e);
        } catch (ZipException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, name + ": " + e.getMessage(), e);
        }
    }
}
