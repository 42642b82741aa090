package org.edms.backup.service.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Supplier;
import org.edms.backup.foundation.database.JsonText;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.hibernate.Session;

/** Executes a request once per idempotency key. A repeated request gets the result of the first. */
@RequestScoped
public class IdempotentExecution {

    private final Caller caller;
    private final Session session;

    IdempotentExecution(Caller caller, Session session) {
        this.caller = caller;
        this.session = session;
    }

    private record Execution(String fingerprint, String subject) {}

    /**
     * Runs the work and stores its result in one transaction.
     *
     * @param request all that the caller asked for: another request under the same key is refused
     * @param work returns the id of what it created
     * @return the id that the work returned, this time or the first time
     */
    @Transactional
    public String run(Object request, Supplier<String> work) {
        String key = caller.idempotencyKey();
        if (key == null) {
            return work.get();
        }
        String fingerprint = JsonText.write(request);
        Optional<String> earlier = earlier(key, fingerprint);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        String subject = work.get();
        session.createNativeMutationQuery(
                        "update idempotency set subject = :subject where requested_by = :by and key = :key")
                .setParameter("subject", subject)
                .setParameter("by", caller.name())
                .setParameter("key", key)
                .executeUpdate();
        return subject;
    }

    /** Concurrent requests with the same key meet at the insert: the second waits for the first to commit. */
    private Optional<String> earlier(String key, String fingerprint) {
        int inserted = session.createNativeMutationQuery("""
                        insert into idempotency (requested_by, key, fingerprint, subject)
                        values (:by, :key, :fingerprint, '')
                        on conflict do nothing
                        """)
                .setParameter("by", caller.name())
                .setParameter("key", key)
                .setParameter("fingerprint", fingerprint)
                .executeUpdate();
        if (inserted == 1) {
            return Optional.empty();
        }
        Execution first = session.createNativeQuery(
                        "select fingerprint, subject from idempotency where requested_by = :by and key = :key",
                        Execution.class)
                .setParameter("by", caller.name())
                .setParameter("key", key)
                .getSingleResult();
        if (!first.fingerprint().equals(fingerprint)) {
            throw new BackupException(ErrorCode.IDEMPOTENCY_KEY_REUSED, key);
        }
        return Optional.of(first.subject());
    }
}
