package org.edms.backup.model.event;

import java.util.Objects;
import org.edms.backup.model.health.Incident;

/** An incident begins or ends. */
public sealed interface AlertEvent extends EventData {

    Incident incident();

    @Override
    default Topic topic() {
        return Topic.HEALTH_EVENTS;
    }

    /** The incident, so that an all-clear follows its alert. */
    @Override
    default String key() {
        return incident().id().toString();
    }

    record Raised(Incident incident) implements AlertEvent {

        public Raised {
            Objects.requireNonNull(incident);
        }
    }

    record Cleared(Incident incident) implements AlertEvent {

        public Cleared {
            Objects.requireNonNull(incident);
            Objects.requireNonNull(incident.clearedAt());
        }
    }
}
