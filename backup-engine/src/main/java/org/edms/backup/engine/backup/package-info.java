/** Runs a backup. */
package org.edms.backup.engine.backup;
