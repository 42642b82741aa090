/** The program edms-backup: the root of its commands, and how a failure is reported. */
package org.edms.backup.cli;
