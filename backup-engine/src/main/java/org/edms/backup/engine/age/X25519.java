package org.edms.backup.engine.age;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** Multiplication on Curve25519 with the platform's implementation. Points have the 32-byte encoding of age. */
final class X25519 {

    static final int BYTES = 32;

    private static final byte[] BASE_POINT = new byte[BYTES];

    static {
        BASE_POINT[0] = 9;
    }

    private X25519() {}

    static byte[] publicOf(byte[] scalar) throws GeneralSecurityException {
        return multiply(scalar, BASE_POINT);
    }

    /** @throws GeneralSecurityException also for a low-order point, which would give everybody the same shared secret */
    static byte[] multiply(byte[] scalar, byte[] point) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("X25519");
        PrivateKey secret = factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
        PublicKey shared = factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, number(point)));
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(secret);
        agreement.doPhase(shared, true);
        return agreement.generateSecret();
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        bigEndian[0] &= 0x7F;
        return new BigInteger(1, bigEndian);
    }
}
