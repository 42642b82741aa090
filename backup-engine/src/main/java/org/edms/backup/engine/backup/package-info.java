/** The story of a backup. */
package org.edms.backup.engine.backup;
