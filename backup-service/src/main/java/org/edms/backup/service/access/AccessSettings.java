package org.edms.backup.service.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one caller may ask. */
@ConfigMapping(prefix = "edms.access")
interface AccessSettings {

    /** Requests of one caller, on average; 0 for no limit. */
    @WithDefault("50")
    double requestsPerSecond();

    /** Requests of one caller at once, after a while of silence. */
    @WithDefault("200")
    int burst();

    /** The largest body of what is no upload of a package. */
    @WithDefault("1M")
    MemorySize bodyLimit();
}
