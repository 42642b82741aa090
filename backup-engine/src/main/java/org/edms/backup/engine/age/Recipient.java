package org.edms.backup.engine.age;

import java.security.GeneralSecurityException;

/** A key or passphrase that a file is encrypted for. */
public sealed interface Recipient permits PublicKey, Passphrase {

    /** The file key, for this recipient alone. */
    Stanza wrap(byte[] fileKey) throws GeneralSecurityException;
}
