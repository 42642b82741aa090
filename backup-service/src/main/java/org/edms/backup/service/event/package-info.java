/** What is told of jobs, to Kafka and to those who follow them. */
package org.edms.backup.service.event;
