/** Sanitizing of log records. */
package org.edms.backup.foundation.log;
