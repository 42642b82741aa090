package org.edms.backup.engine.pack.container;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.OptionalLong;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A package in independent zstd frames. The seek table at its end maps each position to a frame. */
final class ZstdTarStream implements TarStream {

    /** The writer of this suite makes smaller blocks. A file that needs more memory for one block is hostile. */
    private static final int LARGEST_BLOCK = 32 << 20;

    /** Blocks of this suite hold two megabytes, so a table of this size belongs to a package of many terabytes. */
    private static final int LARGEST_TABLE = 32 << 20;

    /**
     * The content size that is allowed for any file. Beyond it, content may be at most {@link #MOST_TO_ONE} times the file size.
     */
    private static final long ALWAYS_ALLOWED = 64L << 30;

    private static final long MOST_TO_ONE = 1000;

    private final SeekableByteChannel file;
    private final Trailer trailer;
    private final List<SeekTable.Frame> frames;

    private ZstdTarStream(SeekableByteChannel file, Trailer trailer, List<SeekTable.Frame> frames) {
        this.file = file;
        this.trailer = trailer;
        this.frames = frames;
    }

    static ZstdTarStream open(SeekableByteChannel file) throws IOException {
        ZstdLibrary.load();
        long size = file.size();
        if (size < SeekTable.FOOTER_BYTES) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, "a file of " + size + " bytes");
        }
        long tableBytes = SeekTable.encodedLength(bytesAt(file, size - SeekTable.FOOTER_BYTES, SeekTable.FOOTER_BYTES));
        if (tableBytes > size) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "the table of blocks: longer than the file");
        }
        if (tableBytes > LARGEST_TABLE) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "the table of blocks: " + tableBytes + " bytes");
        }
        ByteBuffer table = bytesAt(file, size - tableBytes, (int) tableBytes);
        List<SeekTable.Frame> frames = SeekTable.decode(table, size).frames();
        refuseBomb(frames, size);
        Trailer trailer = Trailer.decode(bytesAt(file, Math.max(0, size - tableBytes - Trailer.BYTES), Trailer.BYTES));
        return new ZstdTarStream(file, trailer, frames);
    }

    /** A gzip file cannot hold a thousand times its size. Zeros in zstd shrink to a twenty-thousandth, and take hours to read. */
    private static void refuseBomb(List<SeekTable.Frame> frames, long size) {
        long content = frames.stream().mapToLong(SeekTable.Frame::content).sum();
        if (content > ALWAYS_ALLOWED && content / MOST_TO_ONE > size) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE,
                    "a file of %2$,d bytes decompresses to %1$,d: more than %3$,d times its size"
                            .formatted(content, size, MOST_TO_ONE));
        }
    }

    @Override
    public OptionalLong manifestOffset() {
        return OptionalLong.of(trailer.manifestOffset());
    }

    @Override
    public InputStream from(long position) throws IOException {
        return new FrameInput(position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static ByteBuffer bytesAt(SeekableByteChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.position(position + bytes.position()).read(bytes) < 0) {
                throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, "the file ends at byte " + file.size());
            }
        }
        return bytes.flip();
    }

    /** Reads from a position onward, with one frame in memory at a time. */
    private final class FrameInput extends InputStream {

        private final ZstdDecompressCtx context = new ZstdDecompressCtx();
        private int next;
        private long nextInFile;
        private byte[] content = new byte[0];
        private int position;

        FrameInput(long start) throws IOException {
            long skipped = 0;
            while (next < frames.size() && skipped + frames.get(next).content() <= start) {
                skipped += frames.get(next).content();
                nextInFile += frames.get(next).stored();
                next++;
            }
            if (start > skipped && !loadNext()) {
                throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "it has no data at byte " + start);
            }
            position = (int) (start - skipped);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (position == content.length) {
                if (!loadNext()) {
                    return -1;
                }
            }
            int count = Math.min(length, content.length - position);
            System.arraycopy(content, position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public void close() {
            context.close();
        }

        private boolean loadNext() throws IOException {
            if (next == frames.size()) {
                return false;
            }
            SeekTable.Frame frame = frames.get(next);
            content = frame.content() == 0 ? new byte[0] : decompress(frame);
            position = 0;
            nextInFile += frame.stored();
            next++;
            return true;
        }

        private byte[] decompress(SeekTable.Frame frame) throws IOException {
            if (frame.content() > LARGEST_BLOCK || frame.stored() > Zstd.compressBound(LARGEST_BLOCK)) {
                throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "a block of " + frame.content() + " bytes");
            }
            byte[] stored = bytesAt(file, nextInFile, frame.stored()).array();
            try {
                byte[] bytes = context.decompress(stored, frame.content());
                if (bytes.length == frame.content()) {
                    return bytes;
                }
                throw corrupt("holds " + bytes.length + " bytes", null);
            } catch (ZstdException e) {
                throw corrupt(e.getMessage(), e);
            }
        }

        private BackupException corrupt(String why, ZstdException cause) {
            return new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, "the block at byte " + nextInFile + " of the file: " + why, cause);
        }
    }
}
