package org.edms.backup.service.audit;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Limits how many entries callers without a valid token can add to the audit trail. */
final class RejectionLimiter {

    private static final Logger LOG = Logger.getLogger(RejectionLimiter.class);
    private static final long MINUTE = 60_000;

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private long minute;

    RejectionLimiter(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    synchronized boolean tryAcquire(String address) {
        long now = clock.millis() / MINUTE;
        if (now != minute) {
            counts.forEach(this::logSkipped);
            counts.clear();
            minute = now;
        }
        return counts.merge(address, 1, Integer::sum) <= perMinute;
    }

    private void logSkipped(String address, int count) {
        if (count > perMinute) {
            LOG.warnf(
                    "%d requests without a valid token came from %s within a minute; %d are not in the audit trail",
                    count, address, count - perMinute);
        }
    }
}
