/** Checks of settings at startup. */
package org.edms.backup.foundation.start;
