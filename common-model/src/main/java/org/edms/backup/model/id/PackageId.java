package org.edms.backup.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a package. */
public record PackageId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PackageId {
        Objects.requireNonNull(value);
    }

    public static PackageId parse(String text) {
        return new PackageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
