/** Reading a live EDMS: one consistent snapshot over several connections, files, configuration. */
package org.edms.backup.engine.source;
