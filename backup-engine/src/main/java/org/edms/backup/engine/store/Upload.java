package org.edms.backup.engine.store;

import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;

/** A package on its way into a store. Closed before it is published, it leaves nothing behind. */
public abstract class Upload extends OutputStream {

    /**
     * Makes the package appear under its name, when all of it is safe.
     *
     * @return the SHA-256 of its file, in hexadecimal
     */
    public abstract String publish();

    /**
     * Makes the package known as one that this suite has made, when it is published.
     *
     * @param manifestSha256 the digest of its manifest, and by it of all its members
     */
    public abstract void seal(String manifestSha256);

    /** The SHA-256 of what was written so far, in hexadecimal. */
    public abstract String sha256();

    /** What was written so far, to be read again before it is published. */
    public abstract SeekableByteChannel reopen();

    @Override
    public abstract void write(byte[] bytes, int offset, int count);

    @Override
    public final void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public abstract void close();
}
