package org.edms.backup.service.compliance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "edms.compliance")
interface ComplianceSettings {

    /** How long after its due time a backup may be completed: longer than the longest backup. */
    @WithDefault("2h")
    Duration grace();
}
