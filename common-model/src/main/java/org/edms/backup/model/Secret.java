package org.edms.backup.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/** A password, token or key: whoever prints, logs or serialises it gets asterisks. */
public final class Secret {

    private static final String REDACTED = "********";

    private final String value;

    @JsonCreator
    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /** The secret itself: only for whom it is meant for. */
    public String reveal() {
        return value;
    }

    @JsonValue
    @Override
    public String toString() {
        return REDACTED;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
