package org.edms.backup.engine.catalog.ddl;

import java.util.Objects;

/** An object that the DDL cannot create. */
public record UnsupportedObject(String kind, String name) {

    public UnsupportedObject {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
    }
}
