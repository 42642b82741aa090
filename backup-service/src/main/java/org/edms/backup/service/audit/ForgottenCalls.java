package org.edms.backup.service.audit;

import jakarta.inject.Singleton;

/** Calls that were begun, and of which nobody knows how they ended. */
@Singleton
public class ForgottenCalls {

    private final PendingRequests calls;
    private final AuditSettings settings;

    ForgottenCalls(PendingRequests calls, AuditSettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    /** Enters those that began long ago in the trail. */
    public void enter() {
        calls.recordAbandoned(settings.unfinishedAfter());
    }
}
