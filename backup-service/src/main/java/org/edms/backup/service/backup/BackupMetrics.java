package org.edms.backup.service.backup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.edms.backup.model.configuration.BackupType;

/** Metrics of backups, by type and outcome. */
@Singleton
class BackupMetrics {

    private static final String COMPLETED = "completed";
    private static final String WITH_WARNINGS = "completed_with_warnings";

    private final MeterRegistry registry;

    /** Counters start at 0: Prometheus cannot see an increase of a counter that begins at 1. */
    BackupMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (BackupType type : BackupType.values()) {
            List.of(COMPLETED, WITH_WARNINGS, "failed", "cancelled").forEach(outcome -> jobs(type, outcome));
            duration(type);
            bytes(type);
        }
    }

    void completed(BackupType type, Duration duration, long bytes, boolean flawless) {
        ended(type, flawless ? COMPLETED : WITH_WARNINGS);
        duration(type).record(duration);
        bytes(type).record((double) bytes);
    }

    void ended(BackupType type, String outcome) {
        jobs(type, outcome).increment();
    }

    private Counter jobs(BackupType type, String outcome) {
        return registry.counter("edms_backup_jobs", "type", name(type), "outcome", outcome);
    }

    private Timer duration(BackupType type) {
        return Timer.builder("edms_backup_duration")
                .description("Duration of completed backups")
                .tag("type", name(type))
                .register(registry);
    }

    private DistributionSummary bytes(BackupType type) {
        return DistributionSummary.builder("edms_backup_package_bytes")
                .description("Size of packages")
                .tag("type", name(type))
                .register(registry);
    }

    private static String name(BackupType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
