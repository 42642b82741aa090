package org.edms.backup.engine.age;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A passphrase. A file encrypted with a passphrase has no other recipients. */
public final class Passphrase implements Recipient, Identity {

    static final String TYPE = "scrypt";

    private static final String PURPOSE = "age-encryption.org/v1/scrypt";
    private static final int SALT_BYTES = 16;
    private static final int BLOCK_SIZE = 8;

    /** Takes about one second and 256 MB. A file that asks for more than 4 GB is rejected. */
    private static final int COST_BITS = 18;

    private static final int MOST_COST_BITS = 22;

    private final Secret passphrase;
    private final int costBits;

    public Passphrase(Secret passphrase) {
        this(passphrase, COST_BITS);
    }

    Passphrase(Secret passphrase, int costBits) {
        if (passphrase.reveal().isEmpty()) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the passphrase is empty");
        }
        this.passphrase = passphrase;
        this.costBits = costBits;
    }

    @Override
    public Stanza wrap(byte[] fileKey) throws GeneralSecurityException {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        List<String> arguments = List.of(Stanza.base64(salt), Integer.toString(costBits));
        return new Stanza(TYPE, arguments, ChaCha.wrap(wrappingKey(salt, costBits), fileKey));
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) throws GeneralSecurityException {
        if (!stanza.type().equals(TYPE) || stanza.arguments().size() != 2) {
            return Optional.empty();
        }
        byte[] salt = Stanza.decode(stanza.arguments().get(0));
        int bits = Integer.parseInt(stanza.arguments().get(1));
        if (salt.length != SALT_BYTES || bits < 1 || bits > MOST_COST_BITS) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "its passphrase requires a work factor of 2^" + bits);
        }
        requireMemory(bits, Runtime.getRuntime().maxMemory());
        try {
            return Optional.of(ChaCha.unwrap(wrappingKey(salt, bits), stanza.body()));
        } catch (AEADBadTagException anotherPassphrase) {
            return Optional.empty();
        }
    }

    /** @param heap the heap size in bytes; a quarter of it is reserved for everything else */
    static void requireMemory(int bits, long heap) {
        long memory = (128L * BLOCK_SIZE) << bits;
        if (memory > heap / 4 * 3) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE,
                    "its passphrase requires %,d MB of memory. If you trust the file, start this program with EDMS_BACKUP_JAVA_OPTS=-Xmx2g."
                            .formatted(memory >> 20));
        }
    }

    private byte[] wrappingKey(byte[] salt, int bits) throws GeneralSecurityException {
        byte[] purpose = PURPOSE.getBytes(StandardCharsets.US_ASCII);
        byte[] labelled = ByteBuffer.allocate(purpose.length + salt.length)
                .put(purpose)
                .put(salt)
                .array();
        byte[] secret = passphrase.reveal().getBytes(StandardCharsets.UTF_8);
        return Scrypt.key(secret, labelled, 1 << bits, BLOCK_SIZE, 32);
    }
}
