/** Whether backups are made in time, succeed, and can be restored. */
package org.edms.backup.service.compliance;
