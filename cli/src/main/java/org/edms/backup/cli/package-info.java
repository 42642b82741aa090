/** edms-backup: the suite from a shell, through a server or by the engine in this process. */
package org.edms.backup.cli;
