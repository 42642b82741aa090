package org.edms.backup.service.access;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import org.hibernate.Session;

/** Deletes idempotency keys that no caller repeats. */
@Singleton
public class IdempotencyCleanup {

    /** When it starts, the scheduler repeats the request of the last due time, which may be a year ago. */
    private static final String EXPIRED = "asked_at < now() - interval '400 days'";

    private final Session session;

    IdempotencyCleanup(Session session) {
        this.session = session;
    }

    @Transactional
    public void deleteExpired() {
        session.createNativeMutationQuery("delete from idempotency where " + EXPIRED)
                .executeUpdate();
    }
}
