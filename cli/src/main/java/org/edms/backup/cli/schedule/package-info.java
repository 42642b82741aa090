/** The command that manages backup configurations and their schedules. */
package org.edms.backup.cli.schedule;
