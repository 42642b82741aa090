package org.edms.backup.engine.age;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;

/** Encrypts the data written to it, for several recipients or for a passphrase. Memory is bounded by one chunk. */
public final class AgeOutput extends OutputStream {

    static final int FILE_KEY_BYTES = 16;
    static final int NONCE_BYTES = 16;

    private final OutputStream file;
    private final ChaCha chaCha;
    private final byte[] chunk = new byte[ChaCha.CHUNK_BYTES];
    private int filled;
    private long number;

    private AgeOutput(OutputStream file, ChaCha chaCha) {
        this.file = file;
        this.chaCha = chaCha;
    }

    /** Writes the header immediately. */
    public static AgeOutput to(OutputStream file, List<Recipient> recipients) throws IOException {
        try {
            byte[] fileKey = random(FILE_KEY_BYTES);
            byte[] nonce = random(NONCE_BYTES);
            file.write(Header.encode(recipients, fileKey));
            file.write(nonce);
            return new AgeOutput(file, new ChaCha(Hkdf.key(fileKey, nonce, "payload")));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot start the encryption", e);
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** A full chunk is held back until the next byte arrives, because only then it is known not to be the last. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (filled == chunk.length) {
                writeChunk(false);
            }
            int count = Math.min(end - position, chunk.length - filled);
            System.arraycopy(bytes, position, chunk, filled, count);
            filled += count;
            position += count;
        }
    }

    /** Writes the last chunk. Without it, readers treat the file as truncated. The underlying file stays open. */
    public void finish() throws IOException {
        writeChunk(true);
    }

    private void writeChunk(boolean last) throws IOException {
        try {
            file.write(chaCha.sealChunk(number, last, chunk, filled));
            number++;
            filled = 0;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot encrypt a chunk", e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
