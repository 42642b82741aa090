package org.edms.backup.engine.restore.files;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Authenticates what a restore writes to a file root. Each restore has a key of its own. Neither the author of a package nor
 * another user with write access to the root can know the key.
 *
 * @param key the key in hexadecimal
 */
public record JournalSeal(String key) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MAC_CHARACTERS = 64;

    static JournalSeal random() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new JournalSeal(HexFormat.of().formatHex(key));
    }

    /** @param context the file and line number; they are part of the seal, so a line cannot be copied to another place */
    String seal(String context, String text) {
        return mac(context, text) + " " + text;
    }

    /**
     * Returns the text of a sealed line.
     *
     * @throws BackupException {@link ErrorCode#JOURNAL_UNTRUSTED} if the line was not sealed with this key and context
     */
    String open(String context, String line) {
        if (line.length() > MAC_CHARACTERS && line.charAt(MAC_CHARACTERS) == ' ') {
            String text = line.substring(MAC_CHARACTERS + 1);
            byte[] found = line.substring(0, MAC_CHARACTERS).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(found, mac(context, text).getBytes(StandardCharsets.UTF_8))) {
                return text;
            }
        }
        throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, context);
    }

    private String mac(String context, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
            mac.update(context.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform supports " + ALGORITHM, e);
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.JOURNAL_UNTRUSTED, context, e);
        }
    }

    @Override
    public String toString() {
        return "JournalSeal[...]";
    }
}
