package org.edms.backup.service.restore;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.foundation.database.JsonText;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.service.access.Conditions;
import org.edms.backup.service.backup.BackupJobStore;

/** Restore jobs in the database. */
@Singleton
@Transactional
public class RestoreJobStore implements PanacheRepositoryBase<RestoreJobRow, UUID> {

    private static final String DRY_RUN = "coalesce(cast(sql('? ->> ''dry_run''', body) as boolean), false)";
    private static final String PACKAGE_NAME = "cast(sql('? -> ''request'' ->> ''package_name''', body) as string)";
    private static final List<JobStatus> OPEN = List.of(
            JobStatus.PENDING, JobStatus.PLANNING, JobStatus.AWAITING_APPROVAL, JobStatus.RUNNING, JobStatus.VERIFYING);

    /**
     * The restores that a list contains.
     *
     * @param jobs types and configuration are those of the restored backup
     * @param dryRun null for both
     */
    public record Filter(BackupJobStore.Filter jobs, Boolean dryRun) {}

    void insert(RestoreJob job, UUID backup) {
        persist(new RestoreJobRow(job, backup));
    }

    void update(RestoreJob job) {
        row(job.request().id()).update(job);
    }

    void update(RestoreJob job, RestoreReport report) {
        update(job);
        if (report != null) {
            getSession()
                    .createNativeMutationQuery("update restore_job set report = cast(:report as jsonb) where id = :id")
                    .setParameter("report", JsonText.write(report))
                    .setParameter("id", job.request().id().value())
                    .executeUpdate();
        }
    }

    RestoreJob get(RestoreJobId id) {
        return row(id).body;
    }

    private RestoreJobRow row(RestoreJobId id) {
        return findByIdOptional(id.value())
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the restore " + id));
    }

    /** Locks the job until the transaction ends. Empty for a restore that was not requested here. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<RestoreJob> lock(RestoreJobId id) {
        return findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE).map(row -> row.body);
    }

    boolean isPackageRequested(String packageName) {
        return count(PACKAGE_NAME + " = ?1", packageName) > 0;
    }

    /** The report as the worker sent it: it may be too large to parse. */
    String report(RestoreJobId id) {
        List<String> report = getSession()
                .createNativeQuery(
                        "select cast(report as text) from restore_job where id = :id and report is not null",
                        String.class)
                .setParameter("id", id.value())
                .getResultList();
        if (report.isEmpty()) {
            throw new BackupException(ErrorCode.NOT_FOUND, "a report of the restore " + id);
        }
        return report.get(0);
    }

    PanacheQuery<RestoreJobRow> find(Filter filter) {
        BackupJobStore.Filter jobs = filter.jobs();
        return new Conditions()
                .add("status in :statuses", "statuses", jobs.statuses())
                .add("createdAt >= :since", "since", jobs.since())
                .add("createdAt < :until", "until", jobs.until())
                .add(DRY_RUN + " = :dryRun", "dryRun", filter.dryRun())
                .add(backup("b.backupType in :types"), "types", jobs.types())
                .add(backup("b.configuration = :configuration"), "configuration", jobs.configuration())
                .find(this, Sort.descending("createdAt", "id"));
    }

    private static String backup(String condition) {
        return "backup in (select b.id from BackupJobRow b where " + condition + ")";
    }

    public int countOpen() {
        return (int) count("status in ?1", OPEN);
    }

    public int countOpenDryRuns() {
        return (int) count("status in ?1 and " + DRY_RUN, OPEN);
    }
}
