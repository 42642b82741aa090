/** The commands that show the health, the status and the audit trail of the services. */
package org.edms.backup.cli.monitor;
