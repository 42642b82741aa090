/** Due times of schedules in their time zone. */
package org.edms.backup.foundation.due;
