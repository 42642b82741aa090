package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads a file from a given position. Closing it leaves the channel open. */
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

    /** Distinguishes a failing disk from a damaged file: the disk can be fixed, the file must be replaced by another copy. */
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

    /** The platform's gzip reader calls this method to detect another gzip member: zero would truncate the file. */
    @Override
    public int available() throws IOException {
        return (int) Math.min(Math.max(file.size() - position, 0), Integer.MAX_VALUE);
    }
}
