package org.edms.backup.engine.age;

import java.security.GeneralSecurityException;

/** A key or passphrase that a file is encrypted for. */
public sealed interface Recipient permits PublicKey, Passphrase {

    /** Wraps the file key for this recipient. */
    Stanza wrap(byte[] fileKey) throws GeneralSecurityException;
}
