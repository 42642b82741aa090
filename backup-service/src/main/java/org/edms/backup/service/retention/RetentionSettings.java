package org.edms.backup.service.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long packages are kept that belong to no configuration with limits of its own. */
@ConfigMapping(prefix = "edms.retention")
interface RetentionSettings {

    /** Days, for what is made without a configuration, or by one without any limit; without it they stay. */
    @WithDefault("${BACKUP_RETENTION_DAYS:}")
    Optional<Integer> days();

    /** How long an uploaded package stays when its restore is over. */
    @WithDefault("7d")
    Duration uploads();

    /** How long the packages stay that were made before restores. */
    @WithDefault("30d")
    Duration safetyPackages();
}
