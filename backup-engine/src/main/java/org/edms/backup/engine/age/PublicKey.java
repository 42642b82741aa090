package org.edms.backup.engine.age;

import com.exceptionfactory.jagged.bech32.Bech32;
import com.exceptionfactory.jagged.bech32.Bech32Address;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The public half of a key pair, {@code age1...}. It is sufficient to encrypt. */
public final class PublicKey implements Recipient {

    static final String TYPE = "X25519";

    private static final String PREFIX = "age";
    private static final String PURPOSE = "age-encryption.org/v1/X25519";

    private final byte[] point;

    PublicKey(byte[] point) {
        this.point = point.clone();
    }

    public static PublicKey parse(String text) {
        try {
            Bech32Address address = Bech32.getDecoder().decode(CharBuffer.wrap(text.strip()));
            if (PREFIX.contentEquals(address.getHumanReadablePart()) && address.getData().length == X25519.BYTES) {
                return new PublicKey(address.getData());
            }
        } catch (IllegalArgumentException e) {
            throw wrongForm(text, e);
        }
        throw wrongForm(text, null);
    }

    @Override
    public Stanza wrap(byte[] fileKey) throws GeneralSecurityException {
        byte[] scalar = new byte[X25519.BYTES];
        new SecureRandom().nextBytes(scalar);
        byte[] share = X25519.publicOf(scalar);
        byte[] key = wrappingKey(X25519.multiply(scalar, point), share);
        return new Stanza(TYPE, List.of(Stanza.base64(share)), ChaCha.wrap(key, fileKey));
    }

    byte[] wrappingKey(byte[] sharedSecret, byte[] share) throws GeneralSecurityException {
        byte[] salt =
                ByteBuffer.allocate(2 * X25519.BYTES).put(share).put(point).array();
        return Hkdf.key(sharedSecret, salt, PURPOSE);
    }

    @Override
    public String toString() {
        return Bech32.getEncoder().encode(PREFIX, point).toString();
    }

    private static BackupException wrongForm(String text, IllegalArgumentException cause) {
        return new BackupException(ErrorCode.WRONG_USAGE, "\"" + text + "\" is not an age public key (age1...)", cause);
    }
}
