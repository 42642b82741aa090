/** The backup-service, as it is reached over REST. */
package org.edms.backup.scheduler.gateway;
