package org.edms.backup.engine.age;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** ChaCha20-Poly1305 as age uses it: for a single file key, and for a payload in chunks. */
final class ChaCha {

    static final int TAG_BYTES = 16;
    static final int CHUNK_BYTES = 64 << 10;

    private static final int NONCE_BYTES = 12;

    private final Cipher cipher;
    private final SecretKeySpec key;

    ChaCha(byte[] key) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        this.key = new SecretKeySpec(key, "ChaCha20");
    }

    static byte[] wrap(byte[] key, byte[] fileKey) throws GeneralSecurityException {
        return new ChaCha(key).apply(Cipher.ENCRYPT_MODE, new byte[NONCE_BYTES], fileKey, 0, fileKey.length);
    }

    static byte[] unwrap(byte[] key, byte[] wrapped) throws GeneralSecurityException {
        return new ChaCha(key).apply(Cipher.DECRYPT_MODE, new byte[NONCE_BYTES], wrapped, 0, wrapped.length);
    }

    byte[] sealChunk(long number, boolean last, byte[] chunk, int length) throws GeneralSecurityException {
        return apply(Cipher.ENCRYPT_MODE, nonce(number, last), chunk, 0, length);
    }

    byte[] openChunk(long number, boolean last, byte[] chunk) throws GeneralSecurityException {
        return apply(Cipher.DECRYPT_MODE, nonce(number, last), chunk, 0, chunk.length);
    }

    private byte[] apply(int mode, byte[] nonce, byte[] bytes, int offset, int length) throws GeneralSecurityException {
        cipher.init(mode, key, new IvParameterSpec(nonce));
        return cipher.doFinal(bytes, offset, length);
    }

    /** Returns a nonce of eleven counter bytes and one byte that marks the last chunk. */
    private static byte[] nonce(long number, boolean last) {
        return ByteBuffer.allocate(NONCE_BYTES)
                .position(3)
                .putLong(number)
                .put((byte) (last ? 1 : 0))
                .array();
    }
}
