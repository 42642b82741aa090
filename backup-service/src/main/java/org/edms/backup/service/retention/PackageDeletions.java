package org.edms.backup.service.retention;

import jakarta.inject.Singleton;
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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Packages on their way out. They are written down in the transaction that decides it; then the file goes, and then the
 * note, with an event that tells of it. After a crash in between, or when the store refuses, the next run goes on.
 */
@Singleton
class PackageDeletions {

    private static final Logger LOG = Logger.getLogger(PackageDeletions.class);

    private final Jdbi jdbi;
    private final Edms edms;
    private final JobEvents events;

    PackageDeletions(Jdbi jdbi, Edms edms, JobEvents events) {
        this.jdbi = jdbi;
        this.edms = edms;
        this.events = events;
    }

    private record Deletion(String name, UUID job, String reason) {}

    /** @param job whose package it is; null for none */
    void schedule(Handle transaction, String name, BackupJobId job, String reason) {
        transaction
                .createUpdate("""
                        insert into removal (package_name, job, reason) values (:name, cast(:job as uuid), :reason)
                        on conflict do nothing
                        """)
                .bind("name", name)
                .bind("job", job == null ? null : job.toString())
                .bind("reason", reason)
                .execute();
    }

    /**
     * Deletes what was decided, now and in earlier runs.
     *
     * @throws BackupException when some could not be deleted; all others are
     */
    void execute() {
        PackageStores stores = edms.stores();
        List<BackupException> failures = new ArrayList<>();
        for (Deletion deletion : all()) {
            try {
                delete(stores.locate(deletion.name()));
                jdbi.useTransaction(transaction -> complete(transaction, deletion));
                LOG.infof("Deleted package=%s reason=%s", deletion.name(), deletion.reason());
            } catch (BackupException e) {
                LOG.errorf(e, "Not deleted package=%s: the next run tries again", deletion.name());
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private List<Deletion> all() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select package_name, job, reason from removal order by decided_at")
                .map((row, context) -> new Deletion(
                        row.getString("package_name"), row.getObject("job", UUID.class), row.getString("reason")))
                .list());
    }

    private static void delete(PackageStores.Located located) {
        try {
            located.store().delete(located.name());
        } catch (BackupException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            LOG.debugf("%s is gone already", located.name());
        }
    }

    private void complete(Handle transaction, Deletion deletion) {
        int removed = transaction
                .createUpdate("delete from deletion where package_name = :name")
                .bind("name", deletion.name())
                .execute();
        if (removed == 1 && deletion.job() != null) {
            BackupJobId job = new BackupJobId(deletion.job());
            events.publish(
                    transaction, deletion.job(), new BackupEvent.Deleted(job, deletion.name(), deletion.reason()));
        }
    }
}
