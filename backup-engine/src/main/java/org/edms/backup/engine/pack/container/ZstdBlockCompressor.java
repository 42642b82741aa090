package org.edms.backup.engine.pack.container;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;

/** Compresses a block to a zstd frame with its content size and checksum. */
final class ZstdBlockCompressor implements BlockCompressor {

    /** Higher levels take more time than the saved space is worth. */
    private static final int LEVEL = 1;

    private final ZstdCompressCtx context =
            new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true).setContentSize(true);

    /** A buffer for the worst case, reused for each block. */
    private byte[] room = new byte[0];

    @Override
    public byte[] compress(byte[] block, int length) {
        int bound = Math.toIntExact(Zstd.compressBound(length));
        if (room.length < bound) {
            room = new byte[bound];
        }
        int size = context.compressByteArray(room, 0, room.length, block, 0, length);
        return Arrays.copyOf(room, size);
    }

    @Override
    public void close() {
        context.close();
    }
}
