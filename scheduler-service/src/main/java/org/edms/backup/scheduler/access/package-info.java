/** Roles of the callers of the scheduler. */
package org.edms.backup.scheduler.access;
