package org.edms.backup.service.compliance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Metrics for alerts. They are refreshed periodically, not when they are read. Unknown values are absent. */
@Singleton
class ComplianceMetrics {

    private static final Logger LOG = Logger.getLogger(ComplianceMetrics.class);
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final Compliance compliance;
    private final StoreUsage store;
    private final MultiGauge lastSuccess;
    private final MultiGauge lastTested;
    private final MultiGauge lastDuration;
    private final MultiGauge lastBytes;
    private final MultiGauge interval;
    private final MultiGauge overdue;
    private final MultiGauge storeBytes;
    private final MultiGauge successRatio;

    ComplianceMetrics(Compliance compliance, StoreUsage store, MeterRegistry registry) {
        this.compliance = compliance;
        this.store = store;
        lastSuccess = MultiGauge.builder("edms_backup_last_success_timestamp_seconds")
                .description("Completion time of the last good backup; absent without one")
                .register(registry);
        lastTested = MultiGauge.builder("edms_backup_last_tested_timestamp_seconds")
                .description("Time of the last successful test restore; absent without one")
                .register(registry);
        lastDuration = MultiGauge.builder("edms_backup_last_duration_seconds")
                .description("Time from the request to the completion of the last good backup; absent without one")
                .register(registry);
        lastBytes = MultiGauge.builder("edms_backup_last_package_bytes")
                .description("Size of the package of the last good backup; absent without one")
                .register(registry);
        interval = MultiGauge.builder("edms_backup_expected_interval_seconds")
                .description("Longest time between two scheduled backups")
                .register(registry);
        overdue = MultiGauge.builder("edms_backup_overdue")
                .description("1 if a due backup was not made in time")
                .register(registry);
        storeBytes = MultiGauge.builder("edms_backup_store_bytes")
                .description("Used and free space of the package store")
                .register(registry);
        successRatio = MultiGauge.builder("edms_backup_success_ratio")
                .description("Ratio of good backups to all that ended within 30 days; absent if none did")
                .register(registry);
    }

    @Scheduled(every = "15s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        try {
            show(compliance.report());
            StoreUsage.Usage use = store.now();
            storeBytes.register(
                    List.of(
                            MultiGauge.Row.of(Tags.of("state", "used"), use.used()),
                            MultiGauge.Row.of(Tags.of("state", "free"), use.free())),
                    true);
        } catch (PersistenceException | IOException e) {
            LOG.warnf("Cannot refresh metrics: %s", e.getMessage());
        }
    }

    private void show(Compliance.Report state) {
        show(lastSuccess, state, each -> seconds(each.status().lastGood()));
        show(lastTested, state, each -> seconds(each.status().lastTested()));
        show(
                lastDuration,
                state,
                each -> each.lastBackup() == null
                        ? null
                        : each.lastBackup().duration().toMillis() / MILLIS_PER_SECOND);
        show(
                lastBytes,
                state,
                each -> each.lastBackup() == null
                        ? null
                        : (double) each.lastBackup().bytes());
        show(
                interval,
                state,
                each -> each.interval() == null
                        ? null
                        : (double) each.interval().toSeconds());
        show(overdue, state, each -> each.enabled() ? overdue(each) : null);
        successRatio.register(
                Stream.ofNullable(state.successRate())
                        .<MultiGauge.Row<?>>map(ratio -> MultiGauge.Row.of(Tags.empty(), ratio))
                        .toList(),
                true);
    }

    private static Double seconds(Instant time) {
        return time == null ? null : time.toEpochMilli() / MILLIS_PER_SECOND;
    }

    private static double overdue(Compliance.Entry each) {
        return each.status().overdue() ? 1.0 : 0.0;
    }

    private static void show(MultiGauge gauge, Compliance.Report state, Function<Compliance.Entry, Double> value) {
        gauge.register(
                state.configurations().stream()
                        .<MultiGauge.Row<?>>map(each -> row(each, value.apply(each)))
                        .filter(Objects::nonNull)
                        .toList(),
                true);
    }

    private static MultiGauge.Row<?> row(Compliance.Entry each, Double value) {
        return value == null
                ? null
                : MultiGauge.Row.of(Tags.of("configuration", each.status().name()), value);
    }
}
