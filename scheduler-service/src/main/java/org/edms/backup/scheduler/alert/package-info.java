/** Incidents, and telling people once when one begins and once when it ends. */
package org.edms.backup.scheduler.alert;
