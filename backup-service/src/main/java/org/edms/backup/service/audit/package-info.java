/** Who did what: a chain that shows when a link was taken out or altered. */
package org.edms.backup.service.audit;
