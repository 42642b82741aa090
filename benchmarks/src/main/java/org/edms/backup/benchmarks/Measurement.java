package org.edms.backup.benchmarks;

/**
 * The result of a run.
 *
 * @param peakKilobytes peak memory of the largest process
 * @param bytes the number of written bytes
 */
record Measurement(double seconds, long peakKilobytes, long bytes) {}
