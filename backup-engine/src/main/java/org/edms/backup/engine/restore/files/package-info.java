/** Document files: staged beside their places, moved there under a sealed journal, and moved back by an undo. */
package org.edms.backup.engine.restore.files;
