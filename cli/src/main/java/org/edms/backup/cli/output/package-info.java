/** What commands print: text for people, JSON for programs, progress and reports. */
package org.edms.backup.cli.output;
