package org.edms.backup.service.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits on the requests of one caller. */
@ConfigMapping(prefix = "edms.access")
interface AccessSettings {

    /** Average rate of requests of one caller; 0 for no limit. */
    @WithDefault("50")
    double requestsPerSecond();

    /** Requests that one caller may send at once after a pause. */
    @WithDefault("200")
    int burst();

    /** The largest body of a request other than an upload. */
    @WithDefault("1M")
    MemorySize bodyLimit();
}
