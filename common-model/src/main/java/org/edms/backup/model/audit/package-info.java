/** The audit trail: who did what, when, with what outcome. */
package org.edms.backup.model.audit;
