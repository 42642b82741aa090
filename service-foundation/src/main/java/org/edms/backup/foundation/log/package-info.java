/** What reaches the log, and in which form. */
package org.edms.backup.foundation.log;
