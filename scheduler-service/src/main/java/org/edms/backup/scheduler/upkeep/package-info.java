/** Retention and health checks when they are due. */
package org.edms.backup.scheduler.upkeep;
