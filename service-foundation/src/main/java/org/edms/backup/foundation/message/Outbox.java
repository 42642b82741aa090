package org.edms.backup.foundation.message;

import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;
import org.edms.backup.model.id.UuidV7;
import org.jdbi.v3.core.Handle;

/** Events on their way out: they leave when, and only if, the transaction is committed that tells of them. */
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

    /** @return the event as it will leave */
    public Event add(Handle transaction, EventData data) {
        String trace = Trace.current();
        Event event = Event.of(ids.next().toString(), source, clock.instant(), trace, data);
        transaction
                .createUpdate("""
                        insert into outbox (topic, message_key, event, trace)
                        values (:topic, :key, :event, :trace)
                        """)
                .bind("topic", data.topic().topicName())
                .bind("key", data.key())
                .bind("event", event.toJson())
                .bind("trace", trace)
                .execute();
        return event;
    }
}
