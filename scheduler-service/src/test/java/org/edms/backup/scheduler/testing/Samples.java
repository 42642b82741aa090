package org.edms.backup.scheduler.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.ConfigurationId;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;

/** What a backup-service could tell. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-05-05T12:00:00Z");

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long GIB = 1L << 30;

    private Samples() {}

    public static ConfigurationId id(String name) {
        return new ConfigurationId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Scheduled since the beginning of 2026. */
    public static BackupConfiguration daily(String name, String time) {
        return configuration(
                name,
                new Schedule(Frequency.DAILY, LocalTime.parse(time), List.of(), null, BERLIN),
                true,
                "2026-01-01T00:00:00Z");
    }

    public static BackupConfiguration cron(String name, String cron) {
        return configuration(
                name, new Schedule(Frequency.CRON, null, List.of(), cron, BERLIN), true, "2026-01-01T00:00:00Z");
    }

    public static BackupConfiguration configuration(String name, Schedule schedule, boolean enabled, String since) {
        return new BackupConfiguration(
                id(name),
                name,
                BackupType.FULL,
                schedule,
                new Retention(30, null, null, null, null),
                "",
                true,
                false,
                enabled,
                "",
                Instant.parse(since));
    }

    public static SystemStatus well(ConfigurationStatus... configurations) {
        return status(50, 50, configurations);
    }

    public static SystemStatus status(long usedGib, long freeGib, ConfigurationStatus... configurations) {
        return new SystemStatus(
                HealthStatus.HEALTHY, NOON, usedGib * GIB, freeGib * GIB, 1.0, 0, 0, 0, 0, List.of(configurations));
    }

    public static ConfigurationStatus of(String name, Instant lastGood, boolean overdue) {
        return new ConfigurationStatus(name, lastGood, null, NOON, overdue);
    }

    public static HealthCheck check(CheckType type, HealthStatus status) {
        return new HealthCheck(type, status, "it is " + status, Map.of(), NOON, Duration.ofMillis(3));
    }

    public static BackupJob failed(ConfigurationId configuration, Instant at) {
        return new BackupJob(
                new BackupJobId(UUID.nameUUIDFromBytes(at.toString().getBytes(StandardCharsets.UTF_8))),
                configuration,
                BackupType.FULL,
                "scheduler",
                "",
                at.minusSeconds(60),
                new Outcome.Failed(at, new Failure(ErrorCode.STORE_FULL, "12 bytes are missing")),
                null,
                null,
                false);
    }

    public static RestoreJob restore(String packageName, Instant at, RestoreState state) {
        return restore(packageName, at, state, false);
    }

    public static RestoreJob dryRun(String packageName, Instant at, RestoreState state) {
        return restore(packageName, at, state, true);
    }

    public static BackupJob completed(ConfigurationId configuration, Instant at, Failure... warnings) {
        return new BackupJob(
                new BackupJobId(UUID.nameUUIDFromBytes(at.toString().getBytes(StandardCharsets.UTF_8))),
                configuration,
                BackupType.FULL,
                "scheduler",
                "",
                at.minusSeconds(60),
                warnings.length == 0
                        ? new Outcome.Completed(at)
                        : new Outcome.CompletedWithWarnings(at, List.of(warnings)),
                null,
                null,
                false);
    }

    private static RestoreJob restore(String packageName, Instant at, RestoreState state, boolean dryRun) {
        RestoreOptions options = RestoreOptions.builder()
                .mode(RestoreMode.MERGE)
                .skipUsers(true)
                .dryRun(dryRun)
                .allowPartial(true)
                .safetyBackup(false)
                .trustCode(true)
                .build();
        RestoreRequest request =
                new RestoreRequest(new RestoreJobId(UUID.randomUUID()), packageName, "0".repeat(64), options, "anna");
        return new RestoreJob(request, null, at, state, null);
    }

    public static RestoreState rolledBack(Instant at) {
        return new RestoreState.RolledBack(at, new Failure(ErrorCode.CONSTRAINT_VIOLATED, "documents_owner_fkey"));
    }
}
