/** Backup jobs, from the request to the package. */
package org.edms.backup.service.backup;
