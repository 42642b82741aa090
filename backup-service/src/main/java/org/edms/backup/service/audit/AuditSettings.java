package org.edms.backup.service.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "edms.audit")
interface AuditSettings {

    /** When a call that was begun and never ended is entered as failed: longer than the longest upload. */
    @WithDefault("24h")
    Duration unfinishedAfter();

    /** How many calls without a valid token are entered for one address per minute; the others are counted. */
    @WithDefault("60")
    int refusalsPerMinute();
}
