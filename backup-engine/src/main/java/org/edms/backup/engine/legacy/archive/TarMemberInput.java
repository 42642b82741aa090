package org.edms.backup.engine.legacy.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The content of a member; maps errors of the tar library to error codes. */
final class TarMemberInput extends FilterInputStream {

    private final String name;

    TarMemberInput(InputStream tar, String name) {
        super(tar);
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw translated(e, name);
        }
    }

    @Override
    public void close() {
        // The stream stays open: the following members are read from it.
    }

    static BackupException translated(IOException failure, String name) {
        boolean cutOff = failure instanceof EOFException
                || String.valueOf(failure.getMessage()).startsWith("Truncated");
        return cutOff
                ? new BackupException(ErrorCode.PACKAGE_TRUNCATED, name + " is truncated", failure)
                : new BackupException(ErrorCode.PACKAGE_CORRUPT, name + ": " + failure.getMessage(), failure);
    }
}
