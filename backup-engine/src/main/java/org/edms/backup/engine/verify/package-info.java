/** Is this package whole; does this system hold what the package says. */
package org.edms.backup.engine.verify;
