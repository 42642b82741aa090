/** Writes the rows of a legacy package into members of the new one. */
package org.edms.backup.engine.legacy.rows;
