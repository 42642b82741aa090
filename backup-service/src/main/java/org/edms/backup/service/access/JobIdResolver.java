package org.edms.backup.service.access;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.edms.backup.model.id.ShortId;
import org.jdbi.v3.core.Jdbi;

/** Finds a job by a part of its id. */
@Singleton
class JobIdResolver {

    private static final String JOBS = "select id from backup_job";
    private static final String RESTORES = "select id from restore_job";
    private static final String MATCHING =
            " where id::text like :text || '%' or id::text like '%' || :text order by id desc limit 6";

    private final Jdbi jdbi;

    JobIdResolver(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    UUID backupJob(String text) {
        return find("backup job", JOBS, new ShortId(text));
    }

    UUID restore(String text) {
        return find("restore", RESTORES, new ShortId(text));
    }

    private UUID find(String what, String all, ShortId wanted) {
        if (wanted.isWhole()) {
            return UUID.fromString(wanted.text());
        }
        List<UUID> found = jdbi.withHandle(handle -> handle.createQuery(all + MATCHING)
                .bind("text", wanted.text())
                .mapTo(UUID.class)
                .list());
        return wanted.choose(what, found);
    }
}
