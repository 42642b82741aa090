package org.edms.backup.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.edms.backup.model.audit.AuditEntry;
import org.edms.backup.model.audit.TrailCheck;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.ExportRequest;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.error.Problem;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.model.event.BackupEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;
import org.edms.backup.model.event.HealthChecked;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.ConfigurationId;
import org.edms.backup.model.id.IncidentId;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.job.BackupState;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.Account;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.IdentityMap;
import org.edms.backup.model.restore.Reference;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.model.restore.TableAccount;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.RetentionPlan;
import org.edms.backup.model.status.SystemStatus;

/** One of every record, with all that it can hold. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    public static final BackupJobId JOB = BackupJobId.parse("019560a1-0000-7000-8000-000000000001");
    public static final RestoreJobId RESTORE = RestoreJobId.parse("019560a1-0000-7000-8000-000000000002");
    public static final Failure FAILURE = new Failure(ErrorCode.STORE_FULL, "/backups: 3 bytes \"left\"");

    private static final ConfigurationId CONFIGURATION = ConfigurationId.parse("019560a1-0000-7000-8000-000000000003");
    private static final PackageId PACKAGE = PackageId.parse("019560a1-0000-7000-8000-000000000004");
    private static final String SHA256 = "ab".repeat(32);
    private static final StoredPackage STORED = new StoredPackage(PACKAGE, "nightly.tar.zst", 1L << 40, SHA256);
    private static final Progress PROGRESS =
            new Progress(Phase.WRITING, "public.documents", 10, 100L, 2048, 1L << 33, Duration.ofSeconds(90));
    private static final Account ACCOUNT = new Account(15, 5, 4, 3, 2, 1);
    private static final RestoreRequest REQUEST = new RestoreRequest(
            RESTORE,
            "nightly.tar.zst",
            SHA256,
            RestoreOptions.builder()
                    .mode(RestoreMode.MERGE)
                    .scope(RestoreScope.CRITICAL)
                    .skipUsers(true)
                    .dryRun(true)
                    .allowPartial(true)
                    .safetyBackup(false)
                    .skipTables(List.of("public.cache"))
                    .dropColumns(List.of("public.documents.note"))
                    .trustCode(true)
                    .build(),
            "admin");
    private static final HealthCheck HEALTH = new HealthCheck(
            CheckType.STORAGE, HealthStatus.WARNING, "82 %", Map.of("used", 0.82), NOON, Duration.ofMillis(12));
    private static final IncidentId INCIDENT_ID = IncidentId.parse("01890a5d-ac96-774b-bcce-b302099a8058");
    private static final Incident INCIDENT = new Incident(
            INCIDENT_ID,
            IncidentKind.BACKUP_OVERDUE,
            "nightly",
            HealthStatus.CRITICAL,
            "no good backup for 3 days",
            NOON,
            NOON,
            null,
            null);
    private static final RestoreReport REPORT = RestoreReport.builder()
            .request(REQUEST)
            .source(STORED)
            .target("edms at db:5432")
            .startedAt(NOON)
            .finishedAt(NOON.plusSeconds(60))
            .committed(true)
            .reinitialised(true)
            .tables(List.of(new TableAccount("public.documents", true, ACCOUNT, 7, 12)))
            .files(List.of(new FilesAccount("storage", ACCOUNT, 4096)))
            .identityMaps(List.of(new IdentityMap("public.roles", List.of("name"), 1, 6, 0)))
            .references(List.of(new Reference("documents", "POL-1", "author_id", "users", "anna", true)))
            .checks(List.of(new Check("foreign keys", true, "139 of 139")))
            .setAside(List.of(new RestoreReport.SetAside("public.documents", "POL-2", "it points to nothing")))
            .leftOut(List.of(new RestoreReport.LeftOut("public.placeholder_cache", 3, "--skip-table")))
            .warnings(List.of(FAILURE))
            .safetyPackage(STORED)
            .keptDatabase("edms_before_0123abcd")
            .targetFingerprint(SHA256)
            .toolVersion("0.1.0")
            .model("demonstration EDMS, found by its tables; it describes 80 tables")
            .build();

    private Samples() {}

    public static Stream<Record> all() {
        return Stream.of(values(), states(), events()).flatMap(samples -> samples);
    }

    public static Stream<EventData> eventData() {
        return Stream.of(
                new BackupEvent.Requested("nightly", null, "before the update", "documents-service"),
                new BackupEvent.Started(JOB, "nightly", BackupType.FULL),
                new BackupEvent.Progressed(JOB, PROGRESS),
                new BackupEvent.Completed(JOB, STORED, Duration.ofSeconds(90), List.of(FAILURE)),
                new BackupEvent.Failed(JOB, FAILURE),
                new BackupEvent.Cancelled(JOB, "anna"),
                new BackupEvent.Deleted(JOB, "nightly.tar.zst", "max_backups"),
                new RestoreEvent.Requested(REQUEST, true, null),
                new RestoreEvent.CancelRequested(RESTORE, "anna"),
                new RestoreEvent.Accepted(RESTORE, "worker-1", 2),
                new RestoreEvent.Progressed(RESTORE, PROGRESS),
                new RestoreEvent.Completed(RESTORE, REPORT),
                new RestoreEvent.Failed(RESTORE, FAILURE),
                new RestoreEvent.RolledBack(RESTORE, FAILURE, REPORT),
                new HealthChecked(HEALTH),
                new AlertEvent.Raised(INCIDENT),
                new AlertEvent.Cleared(INCIDENT.cleared(NOON, "a good backup")));
    }

    public static Event event(EventData data) {
        String id = UUID.nameUUIDFromBytes(new byte[] {1}).toString();
        return Event.of(
                id,
                URI.create("/backup-service"),
                NOON,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                data);
    }

    private static Stream<Record> values() {
        Schedule schedule =
                new Schedule(Frequency.WEEKLY, LocalTime.of(2, 30), List.of(0, 6), null, ZoneId.of("Europe/Berlin"));
        Retention retention = new Retention(30, 10, 7, 4, 12);
        return Stream.of(
                new Page<>(List.of("one", "two"), 3, 2, 9),
                PROGRESS,
                PACKAGE,
                JOB,
                RESTORE,
                CONFIGURATION,
                FAILURE,
                Problem.of(FAILURE, URI.create("/api/v1/backup/jobs/1/")),
                schedule,
                retention,
                new BackupConfiguration(
                        CONFIGURATION,
                        "nightly",
                        BackupType.FULL,
                        schedule,
                        retention,
                        "daily",
                        true,
                        false,
                        true,
                        "ü",
                        NOON),
                STORED,
                new BackupJob(
                        JOB,
                        CONFIGURATION,
                        BackupType.FULL,
                        "anna",
                        "audit",
                        NOON,
                        new BackupState.Running(NOON, 1),
                        STORED,
                        PROGRESS,
                        true),
                new ExportRequest(true, true, false, "move"),
                new VerifyResult(PACKAGE, VerifyLevel.FULL, NOON, Duration.ofSeconds(3), List.of(FAILURE)),
                ACCOUNT,
                new RestoreReport.SetAside("public.documents", "POL-2", "it points to nothing"),
                new RestoreReport.LeftOut("public.placeholder_cache", 3, "--skip-table"),
                new TableAccount("public.documents", true, ACCOUNT, 7, 12),
                new FilesAccount("storage", ACCOUNT, 4096),
                new IdentityMap("public.roles", List.of("name"), 1, 6, 0),
                new Reference("documents", "POL-1", "author_id", "users", "anna", true),
                new Check("foreign keys", true, "139 of 139"),
                REQUEST.options(),
                REQUEST,
                new RestoreJob(REQUEST, RESTORE, NOON, new RestoreState.Planning(NOON, 2), PROGRESS),
                REPORT,
                HEALTH,
                INCIDENT_ID,
                INCIDENT,
                new ConfigurationStatus("nightly", NOON, NOON, NOON, true),
                new SystemStatus(
                        HealthStatus.HEALTHY,
                        NOON,
                        1,
                        2,
                        0.5,
                        3,
                        4,
                        2,
                        1,
                        List.of(new ConfigurationStatus("nightly", null, null, null, false))),
                new RetentionPlan.Decision("old.tar.zst", true, "retention_days"),
                new RetentionPlan(true, List.of(new RetentionPlan.Decision("a", false, "last good")), 0),
                new TrailCheck(false, 9, 7L, "altered", 9, SHA256),
                new AuditEntry(
                        7, NOON, "anna", "restore", "r1", "10.0.0.1", AuditEntry.Outcome.DONE, "", SHA256, SHA256));
    }

    static Stream<Record> states() {
        return Stream.of(
                new BackupState.Pending(NOON, 1),
                new BackupState.Running(NOON, 1),
                new BackupState.Verifying(NOON, 2),
                new Outcome.Completed(NOON),
                new Outcome.CompletedWithWarnings(NOON, List.of(FAILURE)),
                new Outcome.Failed(NOON, FAILURE),
                new Outcome.Cancelled(NOON, "anna"),
                new RestoreState.Pending(NOON, 1),
                new RestoreState.Planning(NOON, 1),
                new RestoreState.AwaitingApproval(NOON, 1),
                new RestoreState.Running(NOON, 1),
                new RestoreState.Verifying(NOON, 1),
                new RestoreState.RolledBack(NOON, FAILURE));
    }

    private static Stream<Record> events() {
        return Stream.concat(
                eventData().map(Record.class::cast), Stream.of(event(new BackupEvent.Cancelled(JOB, "anna"))));
    }
}
