package org.edms.backup.service.backup;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.foundation.database.JsonColumn;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.Outcome;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** Backup jobs in the database. */
@Singleton
public class BackupJobStore {

    private static final String MATCHES = """
            where (:status::text[] is null or status = any(:status::text[]))
              and (:type::text[] is null or backup_type = any(:type::text[]))
              and (:configuration::uuid is null or configuration = :configuration::uuid)
              and (:since::timestamptz is null or created_at >= :since::timestamptz)
              and (:until::timestamptz is null or created_at < :until::timestamptz)
            """;

    private final Jdbi jdbi;

    BackupJobStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Which jobs are wanted; what is null or empty chooses all. */
    public record Filter(List<String> statuses, List<String> types, UUID configuration, Instant since, Instant until) {

        public static final Filter ALL = new Filter(List.of(), List.of(), null, null, null);
    }

    void insert(Handle transaction, BackupJob job, BackupOrder order) {
        transaction
                .createUpdate("""
                        insert into backup_job (id, configuration, backup_type, status, created_at, order_given, body)
                        values (:id, cast(:configuration as uuid), :type, :status, :at, cast(:order as jsonb), cast(:body as jsonb))
                        """)
                .bind("id", job.id().value())
                .bind("configuration", Objects.toString(job.configuration(), null))
                .bind("type", job.backupType().name())
                .bind("status", job.status().name())
                .bind("at", job.createdAt())
                .bind("order", JsonColumn.write(order))
                .bind("body", JsonColumn.write(job))
                .execute();
    }

    void update(Handle transaction, BackupJob job) {
        transaction
                .createUpdate("""
                        update backup_job
                        set status = :status, ended_at = cast(:ended as timestamptz), package_name = :package, body = cast(:body as jsonb)
                        where id = :id
                        """)
                .bind("status", job.status().name())
                .bind("ended", job.state() instanceof Outcome ? job.state().since() : null)
                .bind(
                        "package",
                        job.backupPackage() == null ? null : job.backupPackage().name())
                .bind("body", JsonColumn.write(job))
                .bind("id", job.id().value())
                .execute();
    }

    /** @param packages that hold content of the job's own */
    void setRequiredPackages(Handle transaction, BackupJobId id, Collection<PackageId> packages) {
        transaction
                .createUpdate("update backup_job set needs = :needs where id = :id")
                .bindArray(
                        "needs",
                        UUID.class,
                        packages.stream().map(PackageId::value).toList())
                .bind("id", id.value())
                .execute();
    }

    public BackupJob get(BackupJobId id) {
        return jdbi.withHandle(handle -> get(handle, id, ""));
    }

    /** The same, held until the transaction ends. */
    public BackupJob lock(Handle transaction, BackupJobId id) {
        return get(transaction, id, "for update");
    }

    private static BackupJob get(Handle handle, BackupJobId id, String lock) {
        return handle.createQuery("select body from backup_job where id = :id " + lock)
                .bind("id", id.value())
                .map((row, context) -> JsonColumn.read(row.getString("body"), BackupJob.class))
                .findOne()
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the backup job " + id));
    }

    BackupOrder order(BackupJobId id) {
        return jdbi.withHandle(handle -> handle.createQuery("select order_given from backup_job where id = :id")
                .bind("id", id.value())
                .map((row, context) -> JsonColumn.read(row.getString("order_given"), BackupOrder.class))
                .one());
    }

    public Optional<BackupJob> findByPackage(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("select body from backup_job where package_name = :name")
                .bind("name", name)
                .map((row, context) -> JsonColumn.read(row.getString("body"), BackupJob.class))
                .findOne());
    }

    public List<BackupJob> list(Filter filter, int size, long offset) {
        return jdbi.withHandle(handle -> bound(
                        filter,
                        handle.createQuery("select body from backup_job " + MATCHES
                                + " order by created_at desc, id desc limit :size offset :offset"))
                .bind("size", size)
                .bind("offset", offset)
                .map((row, context) -> JsonColumn.read(row.getString("body"), BackupJob.class))
                .list());
    }

    public long count(Filter filter) {
        return jdbi.withHandle(handle -> bound(filter, handle.createQuery("select count(*) from backup_job " + MATCHES))
                .mapTo(Long.class)
                .one());
    }

    public int countOf(JobStatus... statuses) {
        return (int) count(
                new Filter(List.of(statuses).stream().map(JobStatus::name).toList(), List.of(), null, null, null));
    }

    /** Binds what {@link Filter} says to the parameters of a condition. */
    public static <S extends SqlStatement<S>> S bound(Filter filter, S statement) {
        return statement
                .bind("status", array(filter.statuses()))
                .bind("type", array(filter.types()))
                .bind(
                        "configuration",
                        filter.configuration() == null
                                ? null
                                : filter.configuration().toString())
                .bind("since", filter.since() == null ? null : filter.since().toString())
                .bind("until", filter.until() == null ? null : filter.until().toString());
    }

    /** As PostgreSQL writes an array; the names of states and types need no quotes. */
    private static String array(List<String> names) {
        return names.isEmpty() ? null : "{" + String.join(",", names) + "}";
    }
}
