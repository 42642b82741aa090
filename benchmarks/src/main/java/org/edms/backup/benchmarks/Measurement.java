package org.edms.backup.benchmarks;

/**
 * What one run took.
 *
 * @param peakKilobytes of memory, of the process that needed most
 * @param bytes of what was written
 */
record Measurement(double seconds, long peakKilobytes, long bytes) {}
