/** Encryption in the age format, for key holders or with a passphrase, with random access to encrypted files. */
package org.edms.backup.engine.age;
