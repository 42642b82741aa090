package org.edms.backup.scheduler.upkeep;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.scheduler.gateway.BackupService;
import org.edms.backup.scheduler.trigger.Triggers;

/** Requests retention and health checks that are due. */
final class Upkeep {

    private final List<UpkeepTask> tasks = new ArrayList<>();
    private final Triggers triggers;
    private final Clock clock;

    Upkeep(UpkeepSettings settings, BackupService backupService, Triggers triggers, Clock clock) {
        this.triggers = triggers;
        this.clock = clock;
        settings.retention()
                .ifPresent(times ->
                        tasks.add(new UpkeepTask("retention", "retention", times, backupService::applyRetention)));
        for (CheckType type : CheckType.values()) {
            settings.check(type)
                    .ifPresent(times -> tasks.add(new UpkeepTask(
                            "health_check",
                            "health-check:" + type,
                            times,
                            key -> backupService.runHealthCheck(type, key))));
        }
    }

    void tick() {
        Instant now = clock.instant();
        tasks.forEach(task -> task.tick(now, triggers));
    }
}
