package org.edms.backup.service.system;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.status.SystemStatus;
import org.edms.backup.service.access.Roles;
import org.edms.backup.service.backup.BackupJobStore;
import org.edms.backup.service.compliance.Compliance;
import org.edms.backup.service.compliance.StoreUsage;
import org.edms.backup.service.health.HealthHistory;
import org.edms.backup.service.restore.RestoreJobStore;

@Path("/api/v1/backup/system/system_status")
public class SystemResource {

    private final Compliance compliance;
    private final StoreUsage store;
    private final HealthHistory health;
    private final BackupJobStore jobs;
    private final RestoreJobStore restores;
    private final Clock clock;

    SystemResource(
            Compliance compliance,
            StoreUsage store,
            HealthHistory health,
            BackupJobStore jobs,
            RestoreJobStore restores,
            Clock clock) {
        this.compliance = compliance;
        this.store = store;
        this.health = health;
        this.jobs = jobs;
        this.restores = restores;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public SystemStatus status() throws IOException {
        Compliance.Report state = compliance.report();
        StoreUsage.Usage use = store.now();
        return new SystemStatus(
                worst(state),
                clock.instant(),
                use.used(),
                use.free(),
                state.successRate(),
                jobs.count(JobStatus.PENDING),
                jobs.count(JobStatus.RUNNING, JobStatus.VERIFYING),
                restores.countOpen(),
                restores.countOpenDryRuns(),
                state.configurations().stream().map(Compliance.Entry::status).toList());
    }

    /** The worst status of the latest health checks and of the current compliance. */
    private HealthStatus worst(Compliance.Report state) {
        HealthStatus checks = health.latest().stream()
                .map(HealthCheck::status)
                .max(Comparator.naturalOrder())
                .orElse(HealthStatus.HEALTHY);
        return state.overdue().isEmpty() ? checks : HealthStatus.CRITICAL;
    }
}
