/** Compares a package with a database by natural keys, to prove a restore by other means than those that wrote it. */
package org.edms.backup.engine.restore.compare;
