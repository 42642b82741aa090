/** Backup jobs, as REST, events and the command line speak of them. */
package org.edms.backup.model.backup;
