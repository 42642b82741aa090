package org.edms.backup.foundation.task;

import java.time.Duration;

/**
 * @param threads how much is done at once
 * @param lease how long a task stays with one that does not answer
 * @param poll how long to wait when nothing is to be done
 * @param patience how long a service that stops waits for its work to stop
 */
public record TaskSettings(int threads, Duration lease, Duration poll, Duration patience) {}
