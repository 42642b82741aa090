/** Encryption in the age format: for the holders of keys, or of a passphrase; read at any point without what lies before. */
package org.edms.backup.engine.age;
