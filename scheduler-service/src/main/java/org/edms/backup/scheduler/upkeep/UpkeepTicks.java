package org.edms.backup.scheduler.upkeep;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.scheduler.gateway.BackupService;
import org.edms.backup.scheduler.trigger.Triggers;

/** Checks every few seconds for due upkeep, on its own timer, so that backups do not wait for it. */
@Singleton
class UpkeepTicks {

    private final UpkeepSettings settings;
    private final BackupService backupService;
    private final Triggers triggers;
    private final Clock clock;
    private Upkeep upkeep;

    UpkeepTicks(UpkeepSettings settings, BackupService backupService, Triggers triggers, Clock clock) {
        this.settings = settings;
        this.backupService = backupService;
        this.triggers = triggers;
        this.clock = clock;
    }

    @Scheduled(identity = "upkeep", every = "${edms.scheduler.tick}", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        Trace.within(null).enter();
        try {
            upkeep().tick();
        } finally {
            Trace.leave();
        }
    }

    /** Created at the first tick, when the settings have been validated. */
    private Upkeep upkeep() {
        if (upkeep == null) {
            upkeep = new Upkeep(settings, backupService, triggers, clock);
        }
        return upkeep;
    }
}
