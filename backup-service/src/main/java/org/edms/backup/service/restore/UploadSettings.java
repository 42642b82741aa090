package org.edms.backup.service.restore;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of uploads. */
@ConfigMapping(prefix = "edms.upload")
interface UploadSettings {

    /** The largest package. */
    @WithDefault("100G")
    MemorySize limit();

    /** Total size of the form fields besides the package. */
    @WithDefault("1M")
    MemorySize fieldsLimit();

    /** Concurrent uploads of one replica; each occupies a thread. */
    @WithDefault("8")
    int concurrent();

    /** Minimum bytes per second, on average over ten seconds; 0 for no minimum. */
    @WithDefault("16K")
    MemorySize minimumRate();

    /** The idle timeout of an upload. It is also the read timeout of the HTTP server. */
    @WithDefault("30s")
    Duration idleTimeout();
}
