package org.edms.backup.service.restore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreReport;

/** Metrics of restores, by outcome. */
@Singleton
@Startup
class RestoreMetrics {

    private static final String DRY_RUN = "dry_run";

    private final MeterRegistry registry;

    /** Counters start at 0: Prometheus cannot see an increase of a counter that begins at 1. */
    RestoreMetrics(MeterRegistry registry) {
        this.registry = registry;
        List.of("completed", "completed_with_warnings", "failed", "rolled_back", "cancelled", DRY_RUN)
                .forEach(this::restores);
        List.of("inserted", "matched", "updated", "left", "quarantined").forEach(outcome -> rows(outcome, 0));
    }

    void ended(RestoreJob job, RestoreState state, RestoreReport report) {
        String outcome = job.dryRun() ? DRY_RUN : state.status().name().toLowerCase(Locale.ROOT);
        restores(outcome).increment();
        if (report == null || job.undoes() != null || !report.committed()) {
            return;
        }
        Account rows = report.rows();
        rows("inserted", rows.inserted());
        rows("matched", rows.matched());
        rows("updated", rows.updated());
        rows("left", rows.left());
        rows("quarantined", rows.quarantined());
    }

    private Counter restores(String outcome) {
        return registry.counter("edms_backup_restores", "outcome", outcome);
    }

    private void rows(String outcome, long count) {
        registry.counter("edms_backup_restore_rows", "outcome", outcome).increment((double) count);
    }
}
