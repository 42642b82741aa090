/** Restores: what is asked for, and the report that accounts for every row and file. */
package org.edms.backup.model.restore;
