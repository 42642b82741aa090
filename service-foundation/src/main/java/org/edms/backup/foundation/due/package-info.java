/** When something is due, by the clocks of its time zone. */
package org.edms.backup.foundation.due;
