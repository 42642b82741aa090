/** What a restore is asked for: the task, the opened package, and the part of it that is selected. */
package org.edms.backup.engine.restore.input;
