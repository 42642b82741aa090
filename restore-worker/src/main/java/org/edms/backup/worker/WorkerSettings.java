package org.edms.backup.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the worker runs restores. */
@ConfigMapping(prefix = "edms.worker")
interface WorkerSettings {

    /** The name of the worker in its events; without it, the host name. */
    Optional<String> name();

    /** How many restores run at the same time; a target always admits one at a time. */
    @WithDefault("1")
    int threads();

    /** How long a restore stays with a worker that no longer renews its lease. */
    @WithDefault("30s")
    Duration lease();

    /** How long to wait before polling for work again. */
    @WithDefault("1s")
    Duration poll();

    /** How long a stopping worker waits for its restore to roll back. */
    @WithDefault("20s")
    Duration patience();

    /** The longest report, in bytes of JSON, that is sent unshortened. */
    @WithDefault("900000")
    int reportLimit();

    Retry retry();

    /** Retries of restores that failed for a transient reason. */
    interface Retry {

        /** How many attempts a restore gets, including those in which its worker died. */
        @WithDefault("10")
        int attempts();

        /** The first pause; each further pause is twice as long. */
        @WithDefault("5s")
        Duration pause();

        @WithDefault("5m")
        Duration longestPause();

        /** How long a restore waits for another restore into the same target. */
        @WithDefault("12h")
        Duration lockPatience();
    }
}
