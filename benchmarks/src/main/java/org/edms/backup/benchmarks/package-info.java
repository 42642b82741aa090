/** Benchmarks against other tools. */
package org.edms.backup.benchmarks;
