package org.edms.backup.scheduler.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.scheduler.gateway.BackupService;
import org.edms.backup.scheduler.trigger.Triggers;
import org.jboss.logging.Logger;

/** Checks every few seconds for due backups. */
@Singleton
class ScheduleTicks {

    private static final Logger LOG = Logger.getLogger(ScheduleTicks.class);

    private final Schedules schedules;
    private final MeterRegistry metrics;
    private final MultiGauge intervals;

    ScheduleTicks(BackupService backupService, Triggers triggers, Clock clock, MeterRegistry metrics) {
        this.schedules = new Schedules(backupService, triggers, clock);
        this.metrics = metrics;
        this.intervals = MultiGauge.builder("edms_backup_expected_interval")
                .description("The longest gap between two due times of a configuration")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Produces
    @Singleton
    Schedules schedules() {
        return schedules;
    }

    @Scheduled(identity = "schedules", every = "${edms.scheduler.tick}", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        Trace.within(null).enter();
        try {
            show(schedules.tick());
            count("done");
        } catch (BackupException e) {
            count("failed");
            LOG.logf(BackupService.logLevel(e), "Cannot check for due backups: code=%s %s", e.code(), e.getMessage());
        } finally {
            Trace.leave();
        }
    }

    private void show(Map<String, Duration> expected) {
        intervals.register(
                expected.entrySet().stream()
                        .map(entry -> Row.of(
                                Tags.of("configuration", entry.getKey()),
                                entry.getValue().toSeconds()))
                        .toList(),
                true);
    }

    private void count(String outcome) {
        metrics.counter("edms_backup_schedule_ticks", "outcome", outcome).increment();
    }
}
