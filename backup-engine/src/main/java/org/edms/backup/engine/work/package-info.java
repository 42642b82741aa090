/** Parallel execution and progress. */
package org.edms.backup.engine.work;
