package org.edms.backup.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.edms.backup.foundation.task.Tasks;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreReport;

/** Metrics of restores. */
@Singleton
class RestoreMetrics {

    private static final String PREFIX = "edms.backup.restore.worker.";

    private final MeterRegistry registry;
    private final AtomicInteger running = new AtomicInteger();

    RestoreMetrics(MeterRegistry registry, Tasks tasks) {
        this.registry = registry;
        registry.gauge(PREFIX + "running", running);
        Gauge.builder(PREFIX + "waiting", () -> tasks.count(RestoreWork.KIND).waiting())
                .description("Waiting restores of all workers")
                .register(registry);
    }

    void begins() {
        running.incrementAndGet();
    }

    void ends() {
        running.decrementAndGet();
    }

    /** @param report null if there is none */
    void ended(RestoreOrder order, RestoreEvent event, RestoreReport report, long bytes) {
        Tags tags = Tags.of("mode", modeOf(order), "outcome", outcomeOf(event));
        registry.counter(PREFIX + "outcomes", tags).increment();
        registry.counter(PREFIX + "bytes").increment((double) bytes);
        if (report == null) {
            return;
        }
        registry.timer(PREFIX + "duration", tags).record(Duration.between(report.startedAt(), report.finishedAt()));
        if (report.committed()) {
            count(report.rows());
        }
    }

    private void count(Account rows) {
        count("inserted", rows.inserted());
        count("matched", rows.matched());
        count("updated", rows.updated());
        count("left", rows.left());
        count("quarantined", rows.quarantined());
    }

    private void count(String outcome, long rows) {
        registry.counter(PREFIX + "rows", "outcome", outcome).increment((double) rows);
    }

    private static String modeOf(RestoreOrder order) {
        RestoreMode mode = order.request().options().mode();
        if (order.undoes() != null) {
            return "undo";
        }
        if (order.dryRun()) {
            return "dry-run";
        }
        return mode == null ? "by-package" : mode.name().toLowerCase(Locale.ROOT);
    }

    private static String outcomeOf(RestoreEvent event) {
        if (event instanceof RestoreEvent.Completed) {
            return "completed";
        }
        return event instanceof RestoreEvent.RolledBack ? "rolled-back" : "failed";
    }
}
