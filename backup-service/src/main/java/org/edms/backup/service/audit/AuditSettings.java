package org.edms.backup.service.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "edms.audit")
interface AuditSettings {

    /** When a request that never ended is recorded as failed: longer than the longest upload. */
    @WithDefault("24h")
    Duration unfinishedAfter();

    /** How many requests without a valid token are audited per address and minute; the others are counted. */
    @WithDefault("60")
    int refusalsPerMinute();
}
