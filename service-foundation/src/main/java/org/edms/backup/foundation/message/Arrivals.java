package org.edms.backup.foundation.message;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.edms.backup.foundation.database.Passing;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.Event;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Takes messages in: each once, in a transaction with what it brings about. While the database is away the message waits;
 * what cannot be read is refused at once, and so goes to the dead letters.
 */
@Singleton
public class Arrivals {

    private static final Logger LOG = Logger.getLogger(Arrivals.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final String KEPT = "30 days";

    private final Jdbi jdbi;

    Arrivals(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * @param effect what the event brings about, within the transaction
     * @throws BackupException for a message that can never be taken in
     */
    public void take(String message, BiConsumer<Handle, Event> effect) {
        Event event = Event.parse(message);
        Trace.within(event.traceparent()).enter();
        try {
            while (!taken(event, effect)) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.CANCELLED, "while the message waited for the database", e);
        } finally {
            Trace.leave();
        }
    }

    private boolean taken(Event event, BiConsumer<Handle, Event> effect) {
        try {
            jdbi.useTransaction(transaction -> {
                if (isNew(transaction, event)) {
                    effect.accept(transaction, event);
                }
            });
            return true;
        } catch (JdbiException e) {
            if (!Passing.isPassing(e)) {
                throw e;
            }
            LOG.warnf("A message waits for the service database: %s", e.getMessage());
            return false;
        }
    }

    private static boolean isNew(Handle transaction, Event event) {
        return transaction
                        .createUpdate("""
                                insert into inbox (source, id) values (:source, :id) on conflict do nothing
                                """)
                        .bind("source", event.source().toString())
                        .bind("id", event.id())
                        .execute()
                == 1;
    }

    /** Forgets what came so long ago that nobody sends it again. */
    public void forgetOld() {
        jdbi.useHandle(
                handle -> handle.createUpdate("delete from inbox where taken_at < now() - cast(:kept as interval)")
                        .bind("kept", KEPT)
                        .execute());
    }
}
