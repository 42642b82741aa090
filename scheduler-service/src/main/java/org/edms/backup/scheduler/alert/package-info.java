/** Incidents, and their alerts: one when an incident is raised, one when it is cleared. */
package org.edms.backup.scheduler.alert;
