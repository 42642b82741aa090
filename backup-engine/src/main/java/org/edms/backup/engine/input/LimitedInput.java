package org.edms.backup.engine.input;

import java.io.InputStream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A stream that is read into memory completely, and rejected if it exceeds the size that a real system can have. */
public final class LimitedInput extends ObservedInput {

    private final String what;
    private final long limit;
    private long passed;

    public LimitedInput(InputStream input, long limit, String what) {
        super(input);
        this.limit = limit;
        this.what = what;
    }

    /** Resets the count for the next record of a list. */
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
