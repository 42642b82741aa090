/** The REST client for backup-service. */
package org.edms.backup.scheduler.gateway;
