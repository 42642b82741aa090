/** The gateway: REST, backup jobs, and what is known of restores. */
package org.edms.backup.service;
