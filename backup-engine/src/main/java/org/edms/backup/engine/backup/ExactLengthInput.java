package org.edms.backup.engine.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Returns exactly the announced number of bytes, even if the file shrinks or grows while it is read. Missing bytes are zeros. */
final class ExactLengthInput extends FilterInputStream {

    private long remaining;
    private boolean tooShort;

    ExactLengthInput(InputStream input, long length) {
        super(input);
        this.remaining = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int wanted = (int) Math.min(length, remaining);
        int count = tooShort ? -1 : super.read(target, offset, wanted);
        if (count < 0) {
            tooShort = true;
            Arrays.fill(target, offset, offset + wanted, (byte) 0);
            count = wanted;
        }
        remaining -= count;
        return count;
    }

    /** Returns whether the file has exactly the announced size. */
    boolean wasExact() throws IOException {
        return !tooShort && remaining == 0 && super.read() < 0;
    }
}
