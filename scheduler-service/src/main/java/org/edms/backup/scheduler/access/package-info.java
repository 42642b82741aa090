/** Who may ask the scheduler what. */
package org.edms.backup.scheduler.access;
