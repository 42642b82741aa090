package org.edms.backup.engine.catalog.ddl;

import java.util.Objects;

/** An object that the DDL does not make. */
public record Unwritten(String kind, String name) {

    public Unwritten {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
    }
}
