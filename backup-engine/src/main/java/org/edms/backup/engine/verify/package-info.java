/** Verifies that a package is complete and undamaged. */
package org.edms.backup.engine.verify;
