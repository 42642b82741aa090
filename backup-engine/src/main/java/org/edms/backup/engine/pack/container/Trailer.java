package org.edms.backup.engine.pack.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The offset of the manifest in the tar stream, so that a reader can start there. It is stored in a frame that decompressors
 * skip, directly before the seek table.
 */
record Trailer(int version, long manifestOffset) {

    static final int BYTES = 8 + 8 + 4 + 8;
    static final int VERSION = 2;

    private static final int SKIPPABLE_MAGIC = 0x184D2A5D;

    /** The bytes "EDMSPACK" as a little-endian number. */
    private static final long OURS = 0x4B434150534D4445L;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SKIPPABLE_MAGIC)
                .putInt(BYTES - 8)
                .putLong(OURS)
                .putInt(version)
                .putLong(manifestOffset)
                .array();
    }

    static Trailer decode(ByteBuffer frame) {
        ByteBuffer bytes = frame.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() != BYTES
                || bytes.getInt() != SKIPPABLE_MAGIC
                || bytes.getInt() != BYTES - 8
                || bytes.getLong() != OURS) {
            throw new BackupException(ErrorCode.PACKAGE_FORMAT_UNKNOWN, "the file has blocks, but no package trailer");
        }
        Trailer trailer = new Trailer(bytes.getInt(), bytes.getLong());
        if (trailer.version() != VERSION) {
            throw new BackupException(
                    ErrorCode.PACKAGE_FORMAT_UNKNOWN,
                    "format edms-package/%d is not supported; this version reads edms-package/%d"
                            .formatted(trailer.version(), VERSION));
        }
        if (trailer.manifestOffset() < 0) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, "the trailer: offset of the manifest " + trailer.manifestOffset());
        }
        return trailer;
    }
}
