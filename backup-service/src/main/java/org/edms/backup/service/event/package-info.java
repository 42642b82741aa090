/** The events of jobs, for Kafka and for followers. */
package org.edms.backup.service.event;
