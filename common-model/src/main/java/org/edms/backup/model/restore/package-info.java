/** Restores: requests, options, and the report that accounts for every row and file. */
package org.edms.backup.model.restore;
