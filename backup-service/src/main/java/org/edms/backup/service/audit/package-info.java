/** The audit trail: a hash chain that reveals removed and altered entries. */
package org.edms.backup.service.audit;
