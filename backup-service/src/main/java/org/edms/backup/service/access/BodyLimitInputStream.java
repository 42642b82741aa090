package org.edms.backup.service.access;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A body of unknown length. Reading it fails when it exceeds the limit. */
final class BodyLimitInputStream extends FilterInputStream {

    private final long most;
    private long read;

    BodyLimitInputStream(InputStream body, long most) {
        super(body);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int more) {
        read += more;
        if (read > most) {
            throw new BackupException(ErrorCode.TOO_LARGE, "edms.access.body-limit is " + most);
        }
    }
}
