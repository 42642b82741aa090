/** The database that a restore writes to: its lock, its name, the restores applied to it, and what is suspended meanwhile. */
package org.edms.backup.engine.restore.target;
