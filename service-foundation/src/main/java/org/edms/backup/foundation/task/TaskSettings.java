package org.edms.backup.foundation.task;

import java.time.Duration;

/**
 * @param threads how many tasks run at the same time
 * @param lease how long a task stays with a holder that no longer renews its lease
 * @param poll how long to wait when there is no task
 * @param patience how long a stopping service waits for its work to stop
 */
public record TaskSettings(int threads, Duration lease, Duration poll, Duration patience) {}
