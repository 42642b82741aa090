package org.edms.backup.service.restore;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What may be uploaded. */
@ConfigMapping(prefix = "edms.upload")
interface UploadSettings {

    /** The largest package. */
    @WithDefault("100G")
    MemorySize limit();
}
