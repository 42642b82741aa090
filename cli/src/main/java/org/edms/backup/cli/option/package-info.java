/** Options that several commands share, and the two kinds of commands built on them. */
package org.edms.backup.cli.option;
