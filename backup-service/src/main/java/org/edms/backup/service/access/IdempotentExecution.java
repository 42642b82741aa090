package org.edms.backup.service.access;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.edms.backup.foundation.database.JsonColumn;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.jdbi.v3.core.Handle;

/** A request that comes again with its idempotency key is done once, and answered as the first time. */
@RequestScoped
public class IdempotentExecution {

    private final Caller caller;

    IdempotentExecution(Caller caller) {
        this.caller = caller;
    }

    /**
     * @param what is asked for, in full: another request under the same key is refused
     * @param work to be done the first time; tells what came of it, by its id
     * @return what came of it, now or the first time
     */
    public String run(Handle transaction, Object what, Supplier<String> work) {
        String key = caller.idempotencyKey();
        if (key == null) {
            return work.get();
        }
        String fingerprint = JsonColumn.write(what);
        Optional<String> earlier = earlier(transaction, key, fingerprint);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        String subject = work.get();
        transaction
                .createUpdate("update idempotency set subject = :subject where requested_by = :by and key = :key")
                .bind("subject", subject)
                .bind("by", caller.name())
                .bind("key", key)
                .execute();
        return subject;
    }

    /** Two that come at the same time meet here: the second waits until the first is committed. */
    private Optional<String> earlier(Handle transaction, String key, String fingerprint) {
        int inserted = transaction
                .createUpdate("""
                        insert into idempotency (requested_by, key, fingerprint, subject)
                        values (:by, :key, :fingerprint, '')
                        on conflict do nothing
                        """)
                .bind("by", caller.name())
                .bind("key", key)
                .bind("fingerprint", fingerprint)
                .execute();
        if (inserted == 1) {
            return Optional.empty();
        }
        return transaction
                .createQuery("select fingerprint, subject from idempotency where requested_by = :by and key = :key")
                .bind("by", caller.name())
                .bind("key", key)
                .map((row, context) -> {
                    if (!row.getString("fingerprint").equals(fingerprint)) {
                        throw new BackupException(ErrorCode.IDEMPOTENCY_KEY_REUSED, key);
                    }
                    return row.getString("subject");
                })
                .findOne();
    }
}
