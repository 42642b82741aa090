/**
 * Encryption in the age format, for key holders or with a passphrase. Encrypted files can be read at any position without reading
 * the data before it.
 */
package org.edms.backup.engine.age;
