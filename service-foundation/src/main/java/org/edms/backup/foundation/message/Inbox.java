package org.edms.backup.foundation.message;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.edms.backup.foundation.database.TransientFailures;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.Event;
import org.jboss.logging.Logger;

/**
 * Processes each message once, in one transaction with its effects. A message waits while the database is unavailable; an
 * unreadable one is rejected at once and goes to the dead-letter topic.
 */
@Singleton
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private final EntityManager entityManager;

    Inbox(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * @param handler applies the event, within the transaction
     * @throws BackupException for a message that can never be processed
     */
    public void process(String message, Consumer<Event> handler) {
        Event event = Event.parse(message);
        Trace.within(event.traceparent()).enter();
        try {
            while (!tryToProcess(event, handler)) {
                TimeUnit.MILLISECONDS.sleep(RETRY_INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.CANCELLED, "while the message waited for the database", e);
        } finally {
            Trace.leave();
        }
    }

    private boolean tryToProcess(Event event, Consumer<Event> handler) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                if (isNew(event)) {
                    handler.accept(event);
                }
            });
            return true;
        } catch (RuntimeException e) {
            TransientFailures.rethrowOthers(e);
            LOG.warnf("A message waits for the service database: %s", e.getMessage());
            return false;
        }
    }

    /** Two consumers that receive the same message meet here: the second waits for the first to commit. */
    private boolean isNew(Event event) {
        return entityManager
                        .createNativeQuery(
                                "insert into inbox (source, id) values (:source, :id) on conflict do nothing")
                        .setParameter("source", event.source().toString())
                        .setParameter("id", event.id())
                        .executeUpdate()
                == 1;
    }

    /** Deletes records of messages so old that no sender repeats them. */
    @Transactional
    public void deleteOld() {
        entityManager
                .createNativeQuery("delete from inbox where taken_at < now() - interval '30 days'")
                .executeUpdate();
    }
}
