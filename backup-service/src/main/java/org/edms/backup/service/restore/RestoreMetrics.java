package org.edms.backup.service.restore;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreReport;

/** Metrics of restores, by outcome. */
@Singleton
class RestoreMetrics {

    private final MeterRegistry registry;

    RestoreMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(RestoreJob job, RestoreState state, RestoreReport report) {
        String outcome = job.dryRun() ? "dry_run" : state.status().name().toLowerCase(Locale.ROOT);
        registry.counter("edms_backup_restores", "outcome", outcome).increment();
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

    private void rows(String outcome, long count) {
        registry.counter("edms_backup_restore_rows", "outcome", outcome).increment((double) count);
    }
}
