package org.edms.backup.service.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Retention of packages that no limits of a configuration apply to. */
@ConfigMapping(prefix = "edms.retention")
interface RetentionSettings {

    /** Days, for packages without a configuration or of one without limits; by default they are kept. */
    @WithDefault("${BACKUP_RETENTION_DAYS:}")
    Optional<Integer> days();

    /** How long an uploaded package is kept after its restore. */
    @WithDefault("7d")
    Duration uploads();

    /** How long safety packages, made before restores, are kept. */
    @WithDefault("30d")
    Duration safetyPackages();
}
