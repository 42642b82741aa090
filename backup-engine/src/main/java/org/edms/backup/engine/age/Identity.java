package org.edms.backup.engine.age;

import java.security.GeneralSecurityException;
import java.util.Optional;

/** A key or passphrase that decrypts a file. */
public sealed interface Identity permits PrivateKey, Passphrase {

    /** Returns the file key if the stanza is for this identity. */
    Optional<byte[]> unwrap(Stanza stanza) throws GeneralSecurityException;
}
