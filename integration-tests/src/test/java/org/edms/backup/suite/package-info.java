/** The suite as it runs: the applications as processes of their own, with real servers. */
package org.edms.backup.suite;
