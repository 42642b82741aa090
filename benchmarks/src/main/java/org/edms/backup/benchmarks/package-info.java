/** Side-by-side measurements against other tools. */
package org.edms.backup.benchmarks;
