package org.edms.backup.service.event;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What is told of jobs. It is kept for a while, so that who follows a job and was cut off goes on where it was. */
@Singleton
public class JobEvents {

    private static final String KEPT = "7 days";

    private final Jdbi jdbi;
    private final Outbox outbox;

    JobEvents(Jdbi jdbi, Outbox outbox) {
        this.jdbi = jdbi;
        this.outbox = outbox;
    }

    /** An event, with its number among all. */
    public record StoredEvent(long number, String event) {}

    /** Tells of a job, here and to Kafka, when the transaction is committed. */
    public void publish(Handle transaction, UUID job, EventData data) {
        record(transaction, job, outbox.add(transaction, data));
    }

    /** Keeps what another told. */
    public void record(Handle transaction, UUID job, Event event) {
        transaction
                .createUpdate("insert into job_event (job, event) values (:job, :event)")
                .bind("job", job)
                .bind("event", event.toJson())
                .execute();
    }

    public List<StoredEvent> after(UUID job, long number) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, event from job_event where job = :job and id > :number order by id limit 500")
                .bind("job", job)
                .bind("number", number)
                .map((row, context) -> new StoredEvent(row.getLong("id"), row.getString("event")))
                .list());
    }

    public void deleteExpired() {
        jdbi.useHandle(
                handle -> handle.createUpdate("delete from job_event where told_at < now() - cast(:kept as interval)")
                        .bind("kept", KEPT)
                        .execute());
    }
}
