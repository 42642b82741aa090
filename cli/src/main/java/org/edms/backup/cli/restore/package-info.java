/** The commands that restore packages, test whether a package can be restored, and undo a restore. */
package org.edms.backup.cli.restore;
