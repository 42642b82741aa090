package org.edms.backup.engine.age;

import java.util.Base64;
import java.util.List;

/** A stanza of a file header: the file key, encrypted for one key or a passphrase. */
record Stanza(String type, List<String> arguments, byte[] body) {

    Stanza {
        arguments = List.copyOf(arguments);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Accepts only canonical Base64, because the decoder ignores the last few bits. */
    static byte[] decode(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!base64(bytes).equals(base64)) {
            throw new IllegalArgumentException("not canonical");
        }
        return bytes;
    }
}
