/** Backup configurations. */
package org.edms.backup.service.configuration;
