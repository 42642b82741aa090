/** The input of a restore: the task, the opened package, and the selected part of it. */
package org.edms.backup.engine.restore.input;
