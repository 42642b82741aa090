/** The five health checks. */
package org.edms.backup.service.health;
