package org.edms.backup.scheduler.alert;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.id.UuidV7;
import org.jdbi.v3.core.Handle;

/**
 * Puts down what has to be told, on each channel, within the transaction that it tells of.
 *
 * @param events whether it is told on Kafka as well
 */
record Telling(List<String> channels, boolean events, Outbox outbox, UuidV7 ids, Clock clock) {

    private static final URI SOURCE = URI.create("/edms-backup/scheduler-service");

    Telling {
        channels = List.copyOf(channels);
    }

    /** All channels tell the same event, so that who listens on two of them can see that. */
    void tell(Handle transaction, AlertEvent alert) {
        Event event = events
                ? outbox.add(transaction, alert)
                : Event.of(ids.next().toString(), SOURCE, clock.instant(), Trace.current(), alert);
        for (String channel : channels) {
            transaction
                    .createUpdate("""
                            insert into delivery (incident, channel, all_clear, event)
                            values (:incident, :channel, :all_clear, :event)
                            """)
                    .bind("incident", alert.incident().id().value())
                    .bind("channel", channel)
                    .bind("all_clear", alert instanceof AlertEvent.Cleared)
                    .bind("event", event.toJson())
                    .execute();
        }
    }
}
