package org.edms.backup.engine.store;

import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;

/** The upload of a package to a store. If it is closed before it is published, it leaves nothing behind. */
public abstract class Upload extends OutputStream {

    /**
     * Publishes the package under its name after it is durably stored.
     *
     * @return the SHA-256 of its file, in hexadecimal
     */
    public abstract String publish();

    /**
     * Marks the package to be sealed, when it is published, as one that this suite created.
     *
     * @param manifestSha256 the digest of its manifest, which covers all its members
     */
    public abstract void seal(String manifestSha256);

    /** Returns the SHA-256 of the data written so far, in hexadecimal. */
    public abstract String sha256();

    /** Opens the data written so far, to read it again before it is published. */
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
