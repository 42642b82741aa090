/** Requests work once per due time. */
package org.edms.backup.scheduler.trigger;
