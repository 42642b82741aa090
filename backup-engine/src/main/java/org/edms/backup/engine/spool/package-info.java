/** Buffers data on disk that does not fit in memory. */
package org.edms.backup.engine.spool;
