package org.edms.backup.service.restore;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.edms.backup.foundation.database.JsonColumn;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.service.backup.BackupJobStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** Restore jobs in the database. */
@Singleton
public class RestoreJobStore {

    private static final String MATCHES = """
            where (:status::text[] is null or status = any(:status::text[]))
              and (:since::timestamptz is null or created_at >= :since::timestamptz)
              and (:until::timestamptz is null or created_at < :until::timestamptz)
              and (:dry_run::boolean is null
                   or coalesce((body -> 'dry_run')::boolean, false) = :dry_run::boolean)
              and (:type::text[] is null and :configuration::uuid is null
                   or exists (select from backup_job
                              where id = restore_job.backup_job
                                and (:type::text[] is null or backup_type = any(:type::text[]))
                                and (:configuration::uuid is null or configuration = :configuration::uuid)))
            """;

    private static final List<String> OPEN = Stream.of(
                    JobStatus.PENDING,
                    JobStatus.PLANNING,
                    JobStatus.AWAITING_APPROVAL,
                    JobStatus.RUNNING,
                    JobStatus.VERIFYING)
            .map(JobStatus::name)
            .toList();

    private static final Filter ALL_OPEN =
            new Filter(new BackupJobStore.Filter(OPEN, List.of(), null, null, null), null);

    private final Jdbi jdbi;

    /**
     * Which restores are wanted.
     *
     * @param jobs types and configuration are those of the backup that is restored
     * @param dryRun null for both
     */
    public record Filter(BackupJobStore.Filter jobs, Boolean dryRun) {}

    RestoreJobStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void insert(Handle transaction, RestoreJob job, UUID backupJob) {
        transaction
                .createUpdate("""
                        insert into restore_job (id, backup_job, status, created_at, body)
                        values (:id, cast(:backup as uuid), :status, :at, cast(:body as jsonb))
                        """)
                .bind("id", job.request().id().value())
                .bind("backup", Objects.toString(backupJob, null))
                .bind("status", job.status().name())
                .bind("at", job.createdAt())
                .bind("body", JsonColumn.write(job))
                .execute();
    }

    /** @param report null leaves the one that is there */
    void update(Handle transaction, RestoreJob job, RestoreReport report) {
        transaction
                .createUpdate("""
                        update restore_job
                        set status = :status, ended_at = cast(:ended as timestamptz), body = cast(:body as jsonb),
                            report = coalesce(cast(:report as jsonb), report)
                        where id = :id
                        """)
                .bind("status", job.status().name())
                .bind(
                        "ended",
                        job.state() instanceof RestoreState.Open
                                ? null
                                : job.state().since())
                .bind("body", JsonColumn.write(job))
                .bind("report", JsonColumn.write(report))
                .bind("id", job.request().id().value())
                .execute();
    }

    RestoreJob get(RestoreJobId id) {
        return jdbi.withHandle(handle -> find(handle, id, ""))
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the restore " + id));
    }

    /** The job, held until the transaction ends; nothing for one that was not asked for here. */
    Optional<RestoreJob> lock(Handle transaction, RestoreJobId id) {
        return find(transaction, id, "for update");
    }

    /** Whether a restore was asked for of this package. */
    boolean isPackageRequested(String packageName) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select from restore_job where body -> 'request' ->> 'package_name' = :name)")
                .bind("name", packageName)
                .mapTo(Boolean.class)
                .one());
    }

    private static Optional<RestoreJob> find(Handle handle, RestoreJobId id, String lock) {
        return handle.createQuery("select body from restore_job where id = :id " + lock)
                .bind("id", id.value())
                .map((row, context) -> JsonColumn.read(row.getString("body"), RestoreJob.class))
                .findOne();
    }

    /** The report as it came: it may be long. */
    String report(RestoreJobId id) {
        return jdbi.withHandle(handle -> handle.createQuery("select report from restore_job where id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> Optional.ofNullable(row.getString("report")))
                        .findOne())
                .flatMap(report -> report)
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "a report of the restore " + id));
    }

    public List<RestoreJob> list(Filter filter, int size, long offset) {
        return jdbi.withHandle(handle -> bound(
                        filter,
                        handle.createQuery("select body from restore_job " + MATCHES
                                + " order by created_at desc, id desc limit :size offset :offset"))
                .bind("size", size)
                .bind("offset", offset)
                .map((row, context) -> JsonColumn.read(row.getString("body"), RestoreJob.class))
                .list());
    }

    /** How many have not ended. */
    public int countOpen() {
        return (int) count(ALL_OPEN);
    }

    /** How many of them change nothing. */
    public int countOpenDryRuns() {
        return (int) count(new Filter(ALL_OPEN.jobs(), true));
    }

    public long count(Filter filter) {
        return jdbi.withHandle(
                handle -> bound(filter, handle.createQuery("select count(*) from restore_job " + MATCHES))
                        .mapTo(Long.class)
                        .one());
    }

    private static <S extends SqlStatement<S>> S bound(Filter filter, S statement) {
        return BackupJobStore.bound(filter.jobs(), statement).bind("dry_run", Objects.toString(filter.dryRun(), null));
    }
}
