package org.edms.backup.engine.age;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), limited to keys of one block, which is all that age derives. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    private Hkdf() {}

    static byte[] key(byte[] material, byte[] salt, String info) throws GeneralSecurityException {
        byte[] extracted = hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, material);
        byte[] label = info.getBytes(StandardCharsets.US_ASCII);
        byte[] block = new byte[label.length + 1];
        System.arraycopy(label, 0, block, 0, label.length);
        block[label.length] = 1;
        return hmac(extracted, block);
    }

    static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(message);
    }
}
