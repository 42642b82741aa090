/** Reads a live EDMS: a consistent snapshot over several connections, files and configuration. */
package org.edms.backup.engine.source;
