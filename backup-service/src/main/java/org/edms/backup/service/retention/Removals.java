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
class Removals {

    private static final Logger LOG = Logger.getLogger(Removals.class);

    private final Jdbi jdbi;
    private final Edms edms;
    private final JobEvents events;

    Removals(Jdbi jdbi, Edms edms, JobEvents events) {
        this.jdbi = jdbi;
        this.edms = edms;
        this.events = events;
    }

    private record Removal(String name, UUID job, String reason) {}

    /** @param job whose package it is; null for none */
    void decide(Handle transaction, String name, BackupJobId job, String reason) {
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
    void carryOut() {
        PackageStores stores = edms.stores();
        List<BackupException> failures = new ArrayList<>();
        for (Removal removal : all()) {
            try {
                delete(stores.locate(removal.name()));
                jdbi.useTransaction(transaction -> forget(transaction, removal));
                LOG.infof("Deleted package=%s reason=%s", removal.name(), removal.reason());
            } catch (BackupException e) {
                LOG.errorf(e, "Not deleted package=%s: the next run tries again", removal.name());
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private List<Removal> all() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select package_name, job, reason from removal order by decided_at")
                .map((row, context) -> new Removal(
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

    private void forget(Handle transaction, Removal removal) {
        int removed = transaction
                .createUpdate("delete from removal where package_name = :name")
                .bind("name", removal.name())
                .execute();
        if (removed == 1 && removal.job() != null) {
            BackupJobId job = new BackupJobId(removal.job());
            events.tell(transaction, removal.job(), new BackupEvent.Deleted(job, removal.name(), removal.reason()));
        }
    }
}
