package org.edms.backup.engine.age;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key derivation function scrypt (RFC 7914) with a parallelism of one. It makes guessing a passphrase slow and expensive. */
final class Scrypt {

    private static final String HMAC = "HmacSHA256";

    private Scrypt() {}

    static byte[] key(byte[] passphrase, byte[] salt, int cost, int blockSize, int length)
            throws GeneralSecurityException {
        byte[] seed = pbkdf2(passphrase, salt, 128 * blockSize);
        int[] words = new int[32 * blockSize];
        littleEndian(seed).get(words);
        mix(words, cost);
        littleEndian(seed).put(words);
        return pbkdf2(passphrase, seed, length);
    }

    /** The platform's PBKDF2 accepts characters only, but scrypt needs bytes. There is only one iteration. */
    private static byte[] pbkdf2(byte[] password, byte[] salt, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(password, HMAC));
        ByteBuffer derived = ByteBuffer.allocate(length);
        for (int block = 1; derived.hasRemaining(); block++) {
            mac.update(salt);
            mac.update(ByteBuffer.allocate(4).putInt(block).flip());
            byte[] hash = mac.doFinal();
            derived.put(hash, 0, Math.min(hash.length, derived.remaining()));
        }
        return derived.array();
    }

    private static IntBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    private static void mix(int[] words, int cost) {
        int[][] memory = new int[cost][];
        int[] scratch = new int[words.length];
        for (int i = 0; i < cost; i++) {
            memory[i] = words.clone();
            blockMix(words, scratch);
        }
        for (int i = 0; i < cost; i++) {
            int[] other = memory[words[words.length - 16] & (cost - 1)];
            for (int k = 0; k < words.length; k++) {
                words[k] ^= other[k];
            }
            blockMix(words, scratch);
        }
    }

    private static void blockMix(int[] words, int[] scratch) {
        int blocks = words.length / 16;
        int[] state = new int[16];
        System.arraycopy(words, words.length - 16, state, 0, 16);
        for (int block = 0; block < blocks; block++) {
            for (int k = 0; k < 16; k++) {
                state[k] ^= words[block * 16 + k];
            }
            salsa(state);
            int target = block % 2 == 0 ? block / 2 : blocks / 2 + block / 2;
            System.arraycopy(state, 0, scratch, target * 16, 16);
        }
        System.arraycopy(scratch, 0, words, 0, words.length);
    }

    /** Salsa20/8: four double rounds, each over the columns and then the rows. */
    private static void salsa(int[] state) {
        int[] x = state.clone();
        for (int round = 0; round < 4; round++) {
            for (int k = 0; k < 4; k++) {
                quarter(x, 5 * k, (5 * k + 4) % 16, (5 * k + 8) % 16, (5 * k + 12) % 16);
            }
            for (int k = 0; k < 4; k++) {
                int row = 4 * k;
                quarter(x, 5 * k, row + (k + 1) % 4, row + (k + 2) % 4, row + (k + 3) % 4);
            }
        }
        for (int k = 0; k < 16; k++) {
            state[k] += x[k];
        }
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }
}
