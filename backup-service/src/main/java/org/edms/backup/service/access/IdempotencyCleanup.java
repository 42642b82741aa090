package org.edms.backup.service.access;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** What was answered to requests that may come again. */
@Singleton
public class IdempotencyCleanup {

    /** The scheduler asks for what was due last whenever it starts: for a yearly backup, that was up to a year ago. */
    private static final String KEPT = "400 days";

    private final Jdbi jdbi;

    IdempotencyCleanup(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Forgets what was asked so long ago that nobody asks it again. */
    public void deleteExpired() {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from idempotency where asked_at < now() - cast(:kept as interval)")
                .bind("kept", KEPT)
                .execute());
    }
}
