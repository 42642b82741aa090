/** The whole suite: the programs as separate processes, with real servers. */
package org.edms.backup.suite;
