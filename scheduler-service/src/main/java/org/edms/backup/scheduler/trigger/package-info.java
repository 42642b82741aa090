/** Asking for work once for each due time. */
package org.edms.backup.scheduler.trigger;
