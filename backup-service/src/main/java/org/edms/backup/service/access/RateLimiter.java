package org.edms.backup.service.access;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A token bucket for each caller: it is refilled at the allowed rate, up to the burst. */
final class RateLimiter {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** @param perSecond 0 for no limit */
    RateLimiter(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    private record Bucket(double tokens, long filledAt) {}

    /** @return how long the caller has to wait; zero if the request is allowed */
    synchronized Duration take(String caller) {
        if (perSecond <= 0) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        double tokens = tokens(buckets.get(caller), now);
        boolean granted = tokens >= 1;
        buckets.put(caller, new Bucket(granted ? tokens - 1 : tokens, now));
        forgetFull(now);
        return granted
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * NANOS_PER_SECOND));
    }

    private double tokens(Bucket bucket, long now) {
        if (bucket == null) {
            return burst;
        }
        return Math.min(burst, bucket.tokens() + (now - bucket.filledAt()) / NANOS_PER_SECOND * perSecond);
    }

    /** A full bucket equals no bucket. The least recently used one comes first. */
    private void forgetFull(long now) {
        Iterator<Bucket> oldest = buckets.values().iterator();
        while (oldest.hasNext() && tokens(oldest.next(), now) >= burst) {
            oldest.remove();
        }
    }

    synchronized int size() {
        return buckets.size();
    }
}
