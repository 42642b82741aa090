package org.edms.backup.engine.spool;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Buffers data that does not fit in memory until it is read in order: once, or repeatedly until the stream is closed. The data is
 * in an unnamed file in the temporary directory, so that nothing is left when the process dies. It is encrypted with a key that
 * only this object holds, so that making a package does not expose document names.
 */
public final class Spool implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final SecretKeySpec key = new SecretKeySpec(random(), "AES");
    private final OutputStream output;
    private long bytes;

    public Spool() throws IOException {
        Path path = Files.createTempFile("edms-backup-", ".spool");
        this.file = FileChannel.open(
                path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        this.output = new CipherOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES), cipher(Cipher.ENCRYPT_MODE));
    }

    public void write(byte[] content, int offset, int length) throws IOException {
        output.write(content, offset, length);
        bytes += length;
    }

    public long bytes() {
        return bytes;
    }

    /** Returns a stream that writes like {@link #write}. Closing it has no effect. */
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                Spool.this.write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] content, int offset, int length) throws IOException {
                Spool.this.write(content, offset, length);
            }
        };
    }

    public InputStream read() throws IOException {
        output.flush();
        file.position(0);
        return new CipherInputStream(
                new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES), cipher(Cipher.DECRYPT_MODE));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Cipher cipher(int mode) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, key, new IvParameterSpec(new byte[16]));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES", e);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
