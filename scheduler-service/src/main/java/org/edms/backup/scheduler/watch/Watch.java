package org.edms.backup.scheduler.watch;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.status.SystemStatus;
import org.edms.backup.scheduler.alert.Incidents;
import org.edms.backup.scheduler.alert.WatchResult;
import org.edms.backup.scheduler.gateway.BackupService;
import org.jboss.logging.Logger;

/** Checks everything that can go wrong. If a check is impossible, its incidents stay as they are. */
final class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final BackupService backupService;
    private final Incidents incidents;
    private final Reachability reachability;
    private final WatchSettings settings;
    private final Clock clock;

    Watch(
            BackupService backupService,
            Incidents incidents,
            Reachability reachability,
            WatchSettings settings,
            Clock clock) {
        this.backupService = backupService;
        this.incidents = incidents;
        this.reachability = reachability;
        this.settings = settings;
        this.clock = clock;
    }

    void check() {
        SystemStatus status;
        try {
            status = backupService.systemStatus();
        } catch (BackupException e) {
            LOG.logf(BackupService.logLevel(e), "Cannot watch: code=%s %s", e.code(), e.getMessage());
            incidents.update(reachability.failed(e));
            return;
        }
        incidents.update(reachability.answered());
        incidents.update(new OverdueBackups(status).result());
        incidents.update(
                new LowStorage(status, settings.storageFreePercent(), settings.storageClearPercent()).result());
        check(
                "health checks",
                () -> new FailingHealthChecks(backupService.latestHealth(), settings.healthWarnings()).result());
        check("backups", () -> failedBackups(status));
        check("contents of backups", this::shrunkBackups);
        check("restores", this::failedRestores);
    }

    private void check(String what, Supplier<WatchResult> check) {
        WatchResult result;
        try {
            result = check.get();
        } catch (BackupException e) {
            LOG.logf(BackupService.logLevel(e), "Cannot check: what=%s code=%s %s", what, e.code(), e.getMessage());
            return;
        }
        incidents.update(result);
    }

    private WatchResult failedBackups(SystemStatus status) {
        return new FailedBackups(backupService.jobs(JobStatus.FAILED, since()), backupService.configurations(), status)
                .result();
    }

    private WatchResult shrunkBackups() {
        List<BackupJob> completed = Stream.of(JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_WARNINGS)
                .flatMap(status -> backupService.jobs(status, since()).stream())
                .toList();
        return new ShrunkBackups(completed, backupService.configurations()).result();
    }

    private WatchResult failedRestores() {
        return new FailedRestores(
                        restores(JobStatus.FAILED, JobStatus.ROLLED_BACK),
                        restores(JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_WARNINGS))
                .result();
    }

    private List<RestoreJob> restores(JobStatus... statuses) {
        Instant since = since();
        return Stream.of(statuses)
                .flatMap(status -> backupService.restores(status, since).stream())
                .toList();
    }

    private Instant since() {
        return clock.instant().minus(settings.failuresFor());
    }
}
