package org.edms.backup.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a backup configuration. */
public record ConfigurationId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConfigurationId {
        Objects.requireNonNull(value);
    }

    public static ConfigurationId parse(String text) {
        return new ConfigurationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
