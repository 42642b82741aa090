package org.edms.backup.scheduler.alert;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;

/** An event to deliver on one channel. */
@Entity
class Delivery extends PanacheEntityBase {

    @Embeddable
    record Id(UUID incident, String channel, boolean allClear) {}

    @EmbeddedId
    Id id;

    String event;
    int attempts;
    Instant deliveredAt;
    String failure;

    Delivery() {}

    Delivery(Id id, String event) {
        this.id = id;
        this.event = event;
    }
}
