/** Loads a complete package into new or empty tables, as the role with the fewest rights. */
package org.edms.backup.engine.restore.load;
