/** The commands that make packages, convert them, and show what is in them. */
package org.edms.backup.cli.backup;
