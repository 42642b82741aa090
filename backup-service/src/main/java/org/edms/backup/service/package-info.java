/** The gateway: REST, the web page, backup jobs, retention, health, audit, the outbox of events. */
package org.edms.backup.service;
