package org.edms.backup.service.retention;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.BackupEvent;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.service.edms.Edms;
import org.edms.backup.service.event.JobEvents;
import org.jboss.logging.Logger;

/**
 * Deletes packages in two steps. The deletion is stored in the transaction that decides it; then the file is deleted, and then
 * the stored deletion, with an event. After a crash in between, or when the store fails, the next run resumes.
 */
@Singleton
class PackageDeletions implements PanacheRepositoryBase<DeletionRow, String> {

    private static final Logger LOG = Logger.getLogger(PackageDeletions.class);

    private final Edms edms;
    private final JobEvents events;

    PackageDeletions(Edms edms, JobEvents events) {
        this.edms = edms;
        this.events = events;
    }

    /** @param job that made the package; null for none */
    @Transactional(TxType.MANDATORY)
    void schedule(String name, BackupJobId job, String reason) {
        getSession()
                .createNativeMutationQuery("""
                        insert into removal (package_name, job, reason) values (:name, :job, :reason)
                        on conflict do nothing
                        """)
                .setParameter("name", name)
                .setParameter("job", job == null ? null : job.value(), UUID.class)
                .setParameter("reason", reason)
                .executeUpdate();
    }

    /**
     * Executes the deletions that this run and earlier ones scheduled.
     *
     * @throws BackupException if a package could not be deleted; all others are
     */
    void execute() {
        PackageStores stores = edms.stores();
        List<BackupException> failures = new ArrayList<>();
        for (DeletionRow deletion : scheduled()) {
            try {
                delete(stores.locate(deletion.packageName));
                QuarkusTransaction.requiringNew().run(() -> complete(deletion));
                LOG.infof("Deleted package=%s reason=%s", deletion.packageName, deletion.reason);
            } catch (BackupException e) {
                LOG.errorf(e, "Cannot delete package=%s: the next run retries", deletion.packageName);
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private List<DeletionRow> scheduled() {
        return QuarkusTransaction.requiringNew().call(() -> listAll(Sort.by("decidedAt")));
    }

    private static void delete(PackageStores.Located located) {
        try {
            located.store().delete(located.name());
        } catch (BackupException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            LOG.debugf("%s is already deleted", located.name());
        }
    }

    private void complete(DeletionRow deletion) {
        if (delete("packageName", deletion.packageName) == 1 && deletion.job != null) {
            BackupJobId job = new BackupJobId(deletion.job);
            events.publish(deletion.job, new BackupEvent.Deleted(job, deletion.packageName, deletion.reason));
        }
    }
}
