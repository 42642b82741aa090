package org.edms.backup.engine.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that observes every byte, whether it is read singly, in bulk or skipped. */
public abstract class ObservedInput extends FilterInputStream {

    private static final int MOST_SKIPPED_AT_ONCE = 1 << 16;

    protected ObservedInput(InputStream input) {
        super(input);
    }

    /** Receives the bytes just read: at least one. */
    protected abstract void passed(byte[] bytes, int offset, int count);

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            passed(target, offset, count);
        }
        return count;
    }

    /** Reads the skipped bytes so that they are observed. */
    @Override
    public final long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.max(0, Math.min(count, MOST_SKIPPED_AT_ONCE))];
        return Math.max(0, read(skipped, 0, skipped.length));
    }
}
