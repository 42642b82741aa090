/** What is too much for memory, kept aside until it is read. */
package org.edms.backup.engine.spool;
