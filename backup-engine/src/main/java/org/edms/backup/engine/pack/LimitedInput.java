package org.edms.backup.engine.pack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** What is read into memory as a whole, and refused when there is more of it than any system has. */
public final class LimitedInput extends FilterInputStream {

    private final String what;
    private final long limit;
    private long passed;

    public LimitedInput(InputStream input, long limit, String what) {
        super(input);
        this.limit = limit;
        this.what = what;
    }

    /** Starts to count again, for the next record of a list. */
    public void restart() {
        passed = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        passed += Math.max(count, 0);
        if (passed > limit) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "%s: more than %,d bytes".formatted(what, limit));
        }
        return count;
    }

    /** By reading. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.max(0, Math.min(count, 1 << 16))];
        return Math.max(0, read(skipped, 0, skipped.length));
    }
}
