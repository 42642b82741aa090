/** Rows from a plain SQL dump. */
package org.edms.backup.engine.legacy.dump;
