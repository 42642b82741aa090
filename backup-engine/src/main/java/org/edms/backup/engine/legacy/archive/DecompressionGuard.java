package org.edms.backup.engine.legacy.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.zip.ZipException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * A stream of decompressed content with a size limit that rejects decompression bombs. Reading stops when the thread is
 * interrupted.
 */
final class DecompressionGuard extends FilterInputStream {

    /** Documents and fixtures never reach this ratio; decompression bombs do. */
    private static final long MOST_TO_ONE = 400;

    private static final long ALWAYS_ALLOWED = 256L << 20;
    private static final int LONGEST_HEADER = 1 << 20;

    private final String name;
    private final long most;
    private long passed;
    private long endOfHeader = Long.MAX_VALUE;

    /** The number of consecutive zero bytes read last. */
    private long zeros;

    /** @param compressed the compressed size of the content, in bytes */
    DecompressionGuard(InputStream input, String name, long compressed) {
        super(input);
        this.name = name;
        this.most = Math.max(ALWAYS_ALLOWED, compressed * MOST_TO_ONE);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = readOnce(target, offset, length);
        if (count > 0) {
            pass(count);
            countZeros(target, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        pass(skipped);
        zeros = 0;
        return skipped;
    }

    /** Starts a header. Headers have their own, short length limit. */
    void beginHeader() {
        endOfHeader = passed + LONGEST_HEADER;
    }

    void endHeader() {
        endOfHeader = Long.MAX_VALUE;
    }

    boolean endsInZeros(int atLeast) {
        return zeros >= atLeast;
    }

    private int readOnce(byte[] target, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(name);
        }
        try {
            return super.read(target, offset, length);
        } catch (ZipException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, name + ": " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, name + " is truncated", e);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).startsWith("Corrupt")) {
                throw new BackupException(ErrorCode.PACKAGE_CORRUPT, name + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private void pass(long count) {
        passed += count;
        if (passed > endOfHeader) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE, "%s: a header of more than %,d bytes".formatted(name, LONGEST_HEADER));
        }
        if (passed > most) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE, "%s: decompresses to more than %,d bytes".formatted(name, most));
        }
    }

    private void countZeros(byte[] target, int offset, int count) {
        int trailing = 0;
        while (trailing < count && target[offset + count - 1 - trailing] == 0) {
            trailing++;
        }
        zeros = trailing == count ? zeros + count : trailing;
    }
}
