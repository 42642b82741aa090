package org.edms.backup.foundation.message;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;
import org.edms.backup.model.id.UuidV7;

/** Stores events in the caller's transaction: an event is sent if, and only if, that transaction commits. */
@Singleton
public class Outbox {

    private final UuidV7 ids;
    private final Clock clock;
    private final URI source;

    Outbox(UuidV7 ids, Clock clock, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.ids = ids;
        this.clock = clock;
        this.source = URI.create("/edms-backup/" + service);
    }

    /** @return the event as it will be sent */
    @Transactional(TxType.MANDATORY)
    public Event add(EventData data) {
        String trace = Trace.current();
        Event event = Event.of(ids.next().toString(), source, clock.instant(), trace, data);
        new OutboxMessage(data.topic().topicName(), data.key(), event.toJson(), trace).persist();
        return event;
    }
}
