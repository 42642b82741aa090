package org.edms.backup.engine.age;

import com.exceptionfactory.jagged.bech32.Bech32;
import com.exceptionfactory.jagged.bech32.Bech32Address;
import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The private half of a key pair, {@code AGE-SECRET-KEY-1...}. It decrypts files encrypted for the public half. */
public final class PrivateKey implements Identity {

    private static final String PREFIX = "AGE-SECRET-KEY-";

    private final byte[] scalar;

    private PrivateKey(byte[] scalar) {
        this.scalar = scalar.clone();
    }

    public static PrivateKey generate() {
        byte[] scalar = new byte[X25519.BYTES];
        new SecureRandom().nextBytes(scalar);
        return new PrivateKey(scalar);
    }

    /** Returns all keys in the text of a key file: one per line, with comments after {@code #}. */
    public static List<PrivateKey> parseFile(String text) {
        List<PrivateKey> keys = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(PrivateKey::parse)
                .toList();
        if (keys.isEmpty()) {
            throw wrongForm(null);
        }
        return keys;
    }

    private static PrivateKey parse(String line) {
        try {
            Bech32Address address = Bech32.getDecoder().decode(CharBuffer.wrap(line));
            if (PREFIX.contentEquals(address.getHumanReadablePart().toString().toUpperCase(Locale.ROOT))
                    && address.getData().length == X25519.BYTES) {
                return new PrivateKey(address.getData());
            }
        } catch (IllegalArgumentException e) {
            throw wrongForm(e);
        }
        throw wrongForm(null);
    }

    public PublicKey publicKey() {
        try {
            return new PublicKey(X25519.publicOf(scalar));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has X25519", e);
        }
    }

    /** Returns the key in the encoding used in key files. */
    public Secret encoded() {
        return new Secret(Bech32.getEncoder().encode(PREFIX, scalar).toString().toUpperCase(Locale.ROOT));
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws GeneralSecurityException {
        if (!stanza.type().equals(PublicKey.TYPE) || stanza.arguments().size() != 1) {
            return Optional.empty();
        }
        byte[] share = Stanza.decode(stanza.arguments().get(0));
        if (share.length != X25519.BYTES) {
            return Optional.empty();
        }
        byte[] key = publicKey().wrappingKey(X25519.multiply(scalar, share), share);
        try {
            return Optional.of(ChaCha.unwrap(key, stanza.body()));
        } catch (AEADBadTagException forSomebodyElse) {
            return Optional.empty();
        }
    }

    /** The message omits the text because it may be a key with a typo. */
    private static BackupException wrongForm(IllegalArgumentException cause) {
        return new BackupException(
                ErrorCode.WRONG_USAGE, "the key file contains no age private key (AGE-SECRET-KEY-1...)", cause);
    }
}
