package org.edms.backup.engine.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of packages, and of all that is in them. */
public final class Sha256 {

    private Sha256() {}

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
