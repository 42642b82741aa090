/** Whether backups are made as they are due, succeed, and would restore. */
package org.edms.backup.service.compliance;
