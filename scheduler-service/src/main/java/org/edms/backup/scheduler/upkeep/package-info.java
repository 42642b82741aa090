/** Retention and health checks, asked for when they are due. */
package org.edms.backup.scheduler.upkeep;
