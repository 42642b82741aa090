/** Backup jobs, as REST, events and the command line show them. */
package org.edms.backup.model.backup;
