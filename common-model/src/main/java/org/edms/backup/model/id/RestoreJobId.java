package org.edms.backup.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a restore job. */
public record RestoreJobId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RestoreJobId {
        Objects.requireNonNull(value);
    }

    public static RestoreJobId parse(String text) {
        return new RestoreJobId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
