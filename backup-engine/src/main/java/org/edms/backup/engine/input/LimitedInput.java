package org.edms.backup.engine.input;

import java.io.InputStream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** What is read into memory as a whole, and refused when there is more of it than any system has. */
public final class LimitedInput extends ObservedInput {

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
    protected void passed(byte[] bytes, int offset, int count) {
        passed += count;
        if (passed > limit) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "%s: more than %,d bytes".formatted(what, limit));
        }
    }
}
