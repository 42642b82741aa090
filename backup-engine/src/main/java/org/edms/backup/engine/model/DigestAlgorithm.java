package org.edms.backup.engine.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** The digests of files that columns can hold. */
public enum DigestAlgorithm {
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128),
    SHA1("SHA-1", 40),
    MD5("MD5", 32);

    private final String title;
    private final int digits;

    DigestAlgorithm(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    /** The name in a model. */
    public String part() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /**
     * Returns the hexadecimal digits of a digest in a row: from text, from {@code bytea}, or from {@code uuid}.
     *
     * @return null if the value has another length than a digest of this algorithm
     */
    public String digits(String value) {
        if (value == null) {
            return null;
        }
        String found = value.toLowerCase(Locale.ROOT);
        found = found.startsWith("\\x") ? found.substring(2) : this == MD5 ? found.replace("-", "") : found;
        return found.length() == digits ? found : null;
    }

    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(title);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + title, e);
        }
    }
}
