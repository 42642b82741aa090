package org.edms.backup.service.backup;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.service.access.Conditions;

/** Backup jobs in the database. */
@Singleton
@Transactional
public class BackupJobStore implements PanacheRepositoryBase<BackupJobRow, UUID> {

    /** The jobs that a list contains; null or empty matches all. */
    public record Filter(
            List<JobStatus> statuses, List<BackupType> types, UUID configuration, Instant since, Instant until) {}

    /** A job that has a package, and the packages that hold content of it. */
    public record Packaged(BackupJob job, Set<PackageId> needs) {}

    void insert(BackupJob job, BackupOrder order) {
        persist(new BackupJobRow(job, order));
    }

    void update(BackupJob job) {
        row(job.id()).update(job);
    }

    /** @param packages that hold content of the job's package */
    void setRequiredPackages(BackupJobId id, Collection<PackageId> packages) {
        row(id).needs(packages);
    }

    public BackupJob get(BackupJobId id) {
        return row(id).body;
    }

    /** Locks the job until the transaction ends. Lock before you read: a job that was read before is not read again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public BackupJob lock(BackupJobId id) {
        return found(id, findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)).body;
    }

    BackupOrder order(BackupJobId id) {
        return row(id).orderGiven;
    }

    private BackupJobRow row(BackupJobId id) {
        return found(id, findByIdOptional(id.value()));
    }

    private static BackupJobRow found(BackupJobId id, Optional<BackupJobRow> row) {
        return row.orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the backup job " + id));
    }

    PanacheQuery<BackupJobRow> find(Filter filter) {
        return new Conditions()
                .add("status in :statuses", "statuses", filter.statuses())
                .add("backupType in :types", "types", filter.types())
                .add("configuration = :configuration", "configuration", filter.configuration())
                .add("createdAt >= :since", "since", filter.since())
                .add("createdAt < :until", "until", filter.until())
                .find(this, Sort.descending("createdAt", "id"));
    }

    public int count(JobStatus... statuses) {
        return (int) count("status in ?1", List.of(statuses));
    }

    public long countUnencryptedExports() {
        return count("backupType = ?1 and packageName not like '%.age'", BackupType.EXPORT);
    }

    public List<Packaged> packaged() {
        return packaged(find("packageName is not null"));
    }

    /** Locks the jobs, in one order for all callers, so that no restore of their packages is requested meanwhile. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Packaged> lockPackaged() {
        return packaged(find("packageName is not null", Sort.by("id")).withLock(LockModeType.PESSIMISTIC_WRITE));
    }

    private static List<Packaged> packaged(PanacheQuery<BackupJobRow> rows) {
        return rows.stream()
                .map(row -> new Packaged(
                        row.body, Arrays.stream(row.needs).map(PackageId::new).collect(Collectors.toSet())))
                .toList();
    }
}
