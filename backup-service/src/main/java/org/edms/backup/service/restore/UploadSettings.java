package org.edms.backup.service.restore;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What may be uploaded. */
@ConfigMapping(prefix = "edms.upload")
interface UploadSettings {

    /** The largest package. */
    @WithDefault("100G")
    MemorySize limit();

    /** All fields of a form beside the package, together. */
    @WithDefault("1M")
    MemorySize fieldsLimit();

    /** How many uploads one replica receives at a time; each holds a thread while it arrives. */
    @WithDefault("8")
    int concurrent();

    /** What must arrive in a second, on average over ten; 0 for no minimum. */
    @WithDefault("16K")
    MemorySize minimumRate();

    /** How long nothing may arrive. It is the read timeout of the HTTP server as well. */
    @WithDefault("30s")
    Duration idleTimeout();
}
