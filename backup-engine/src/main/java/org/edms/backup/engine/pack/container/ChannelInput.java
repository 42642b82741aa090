package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads a file from a position on, and leaves it open for others. */
final class ChannelInput extends InputStream {

    private final SeekableByteChannel file;
    private long position;

    ChannelInput(SeekableByteChannel file, long position) {
        this.file = file;
        this.position = position;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** A disk that fails is told apart from a file that is damaged: the one is mended, the other needs another copy. */
    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            int count = file.position(position).read(ByteBuffer.wrap(target, offset, length));
            position += Math.max(count, 0);
            return count;
        } catch (IOException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, "the package: " + e.getMessage(), e);
        }
    }

    /** The platform's gzip reader looks here to find out whether another member follows: zero would cut the file off. */
    @Override
    public int available() throws IOException {
        return (int) Math.min(Math.max(file.size() - position, 0), Integer.MAX_VALUE);
    }
}
