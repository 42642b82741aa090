package org.edms.backup.engine.pack.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The positions of the blocks of a package: the seek table of the <em>zstd seekable format</em>, the last frame of the file.
 *
 * @param frames the frames in file order, including those that decompress to nothing
 */
record SeekTable(List<Frame> frames) {

    /**
     * @param stored the number of bytes in the file
     * @param content the number of bytes in the tar stream; zero for a frame that decompressors skip
     */
    record Frame(int stored, int content) {}

    static final int FOOTER_BYTES = 9;

    private static final int SKIPPABLE_MAGIC = 0x184D2A5E;
    private static final int SEEKABLE_MAGIC = 0x8F92EAB1;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 8;

    SeekTable {
        frames = List.copyOf(frames);
    }

    byte[] encode() {
        int payload = frames.size() * ENTRY_BYTES + FOOTER_BYTES;
        ByteBuffer table = ByteBuffer.allocate(HEADER_BYTES + payload).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(SKIPPABLE_MAGIC).putInt(payload);
        for (Frame frame : frames) {
            table.putInt(frame.stored()).putInt(frame.content());
        }
        // The descriptor declares no checksums in the table, because every frame has its own.
        table.putInt(frames.size()).put((byte) 0).putInt(SEEKABLE_MAGIC);
        return table.array();
    }

    /** Returns the length of the whole table, according to the last {@value #FOOTER_BYTES} bytes of the file. */
    static long encodedLength(ByteBuffer footer) {
        ByteBuffer bytes = footer.order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.getInt();
        byte descriptor = bytes.get();
        if (bytes.getInt() != SEEKABLE_MAGIC) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, "the file does not end in a table of blocks");
        }
        if (count < 0 || descriptor != 0) {
            throw corrupt("its footer");
        }
        return HEADER_BYTES + (long) count * ENTRY_BYTES + FOOTER_BYTES;
    }

    /** @param fileBytes the size of the package. The frames and the table must fill it exactly, or the table is invalid */
    static SeekTable decode(ByteBuffer table, long fileBytes) {
        ByteBuffer bytes = table.order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.remaining();
        if (bytes.getInt() != SKIPPABLE_MAGIC || bytes.getInt() != length - HEADER_BYTES) {
            throw corrupt("its header");
        }
        List<Frame> frames = new ArrayList<>();
        long stored = length;
        while (bytes.remaining() > FOOTER_BYTES) {
            Frame frame = new Frame(bytes.getInt(), bytes.getInt());
            if (frame.stored() <= 0 || frame.content() < 0) {
                throw corrupt("block " + frames.size());
            }
            stored += frame.stored();
            frames.add(frame);
        }
        if (stored != fileBytes) {
            throw corrupt("blocks of %d bytes in a file of %d".formatted(stored, fileBytes));
        }
        return new SeekTable(frames);
    }

    private static BackupException corrupt(String what) {
        return new BackupException(ErrorCode.PACKAGE_CORRUPT, "the table of blocks: " + what);
    }
}
