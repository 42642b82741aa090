/** The commands that run the whole suite on this machine. */
package org.edms.backup.cli.suite;
