package org.edms.backup.engine.pack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of members and packages. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
