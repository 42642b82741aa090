/** The target database of a restore: its lock and identity, the record of restores, and what is suspended during a restore. */
package org.edms.backup.engine.restore.target;
