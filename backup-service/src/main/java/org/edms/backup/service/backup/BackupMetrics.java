package org.edms.backup.service.backup;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import org.edms.backup.model.configuration.BackupType;

/** Metrics of backups, by type and outcome. */
@Singleton
class BackupMetrics {

    private final MeterRegistry registry;

    BackupMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void completed(BackupType type, Duration duration, long bytes, boolean flawless) {
        ended(type, flawless ? "completed" : "completed_with_warnings");
        Timer.builder("edms_backup_duration")
                .description("Duration of completed backups")
                .tag("type", name(type))
                .register(registry)
                .record(duration);
        DistributionSummary.builder("edms_backup_package_bytes")
                .description("Size of packages")
                .tag("type", name(type))
                .register(registry)
                .record((double) bytes);
    }

    void ended(BackupType type, String outcome) {
        registry.counter("edms_backup_jobs", "type", name(type), "outcome", outcome)
                .increment();
    }

    private static String name(BackupType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
