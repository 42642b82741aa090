/** Restore jobs, which restore workers execute. */
package org.edms.backup.service.restore;
