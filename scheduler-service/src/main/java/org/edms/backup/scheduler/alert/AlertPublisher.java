package org.edms.backup.scheduler.alert;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.id.UuidV7;

/** Queues an alert for every enabled channel, in the transaction that raises or clears its incident. */
@Singleton
class AlertPublisher {

    private static final URI SOURCE = URI.create("/edms-backup/scheduler-service");

    private final List<String> channels;
    private final AlertSettings settings;
    private final Outbox outbox;
    private final UuidV7 ids;
    private final Clock clock;

    AlertPublisher(@All List<Channel> channels, AlertSettings settings, Outbox outbox, UuidV7 ids, Clock clock) {
        this.channels =
                channels.stream().filter(Channel::isOn).map(Channel::name).toList();
        this.settings = settings;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** All channels send the same event, so that a receiver on two of them recognizes the duplicate. */
    @Transactional(TxType.MANDATORY)
    void publish(AlertEvent alert) {
        Event event = settings.events()
                ? outbox.add(alert)
                : Event.of(ids.next().toString(), SOURCE, clock.instant(), Trace.current(), alert);
        for (String channel : channels) {
            Delivery.Id id =
                    new Delivery.Id(alert.incident().id().value(), channel, alert instanceof AlertEvent.Cleared);
            new Delivery(id, event.toJson()).persist();
        }
    }
}
