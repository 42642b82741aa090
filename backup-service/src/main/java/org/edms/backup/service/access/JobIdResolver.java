package org.edms.backup.service.access;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.edms.backup.model.id.ShortId;
import org.hibernate.Session;

/** Finds a job by a part of its id. */
@Singleton
@Transactional
class JobIdResolver {

    private static final String JOBS = "select id from backup_job";
    private static final String RESTORES = "select id from restore_job";
    private static final String MATCHING =
            " where cast(id as text) like :start or cast(id as text) like :end order by id desc limit 6";

    private final Session session;

    JobIdResolver(Session session) {
        this.session = session;
    }

    UUID backupJob(String text) {
        return find("backup job", JOBS, new ShortId(text));
    }

    UUID restore(String text) {
        return find("restore", RESTORES, new ShortId(text));
    }

    private UUID find(String what, String all, ShortId wanted) {
        if (wanted.isComplete()) {
            return UUID.fromString(wanted.text());
        }
        List<UUID> found = session.createNativeQuery(all + MATCHING, UUID.class)
                .setParameter("start", wanted.text() + "%")
                .setParameter("end", "%" + wanted.text())
                .getResultList();
        return wanted.resolve(what, found);
    }
}
