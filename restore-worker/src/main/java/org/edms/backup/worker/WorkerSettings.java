package org.edms.backup.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the worker goes about restores. */
@ConfigMapping(prefix = "edms.worker")
interface WorkerSettings {

    /** Under which its events tell of it; without it: the name of the machine. */
    Optional<String> name();

    /** How many restores at once; into one target there is one at a time all the same. */
    @WithDefault("1")
    int threads();

    /** How long a restore stays with a worker that does not answer. */
    @WithDefault("30s")
    Duration lease();

    /** How long to wait before looking for work again. */
    @WithDefault("1s")
    Duration poll();

    /** How long a worker that stops waits for its restore to be taken back. */
    @WithDefault("20s")
    Duration patience();

    /** The longest report, in bytes of JSON, that is sent as it is. */
    @WithDefault("900000")
    int reportLimit();

    Retry retry();

    /** What becomes of restores that failed for a reason that may pass. */
    interface Retry {

        /** How often a restore is tried, those times included when its worker died. */
        @WithDefault("10")
        int attempts();

        /** The first pause; each is twice as long as the one before. */
        @WithDefault("5s")
        Duration pause();

        @WithDefault("5m")
        Duration longestPause();

        /** How long a restore waits for another one into the same target. */
        @WithDefault("12h")
        Duration lockPatience();
    }
}
