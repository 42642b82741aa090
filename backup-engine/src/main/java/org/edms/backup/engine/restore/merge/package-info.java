/** Merges rows into a database that assigned other keys to the same things. */
package org.edms.backup.engine.restore.merge;
