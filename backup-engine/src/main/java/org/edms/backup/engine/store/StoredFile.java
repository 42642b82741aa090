package org.edms.backup.engine.store;

import java.time.Instant;
import java.util.Objects;

/** The file of a package in a store. */
public record StoredFile(String name, long bytes, Instant modified) {

    public StoredFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(modified);
    }
}
