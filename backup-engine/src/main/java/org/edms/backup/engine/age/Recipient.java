package org.edms.backup.engine.age;

import java.security.GeneralSecurityException;

/** Who shall be able to open a file. */
public sealed interface Recipient permits PublicKey, Passphrase {

    /** The file key, for this recipient alone. */
    Stanza wrap(byte[] fileKey) throws GeneralSecurityException;
}
