package org.edms.backup.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The id of a backup job. */
public record BackupJobId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BackupJobId {
        Objects.requireNonNull(value);
    }

    public static BackupJobId parse(String text) {
        return new BackupJobId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
