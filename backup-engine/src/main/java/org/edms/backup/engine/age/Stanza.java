package org.edms.backup.engine.age;

import java.util.Base64;
import java.util.List;

/** The file key in the header of a file, encrypted for one key or a passphrase. */
record Stanza(String type, List<String> arguments, byte[] body) {

    Stanza {
        arguments = List.copyOf(arguments);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Takes only what the encoder would have written: the decoder alone is blind to the last few bits. */
    static byte[] decode(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!base64(bytes).equals(base64)) {
            throw new IllegalArgumentException("not canonical");
        }
        return bytes;
    }
}
