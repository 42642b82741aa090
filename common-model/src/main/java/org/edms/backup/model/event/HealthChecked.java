package org.edms.backup.model.event;

import java.util.Objects;
import org.edms.backup.model.health.HealthCheck;

/** The result of a health check. */
public record HealthChecked(HealthCheck check) implements EventData {

    public HealthChecked {
        Objects.requireNonNull(check);
    }

    @Override
    public Topic topic() {
        return Topic.HEALTH_EVENTS;
    }

    @Override
    public String key() {
        return check.checkType().name();
    }
}
