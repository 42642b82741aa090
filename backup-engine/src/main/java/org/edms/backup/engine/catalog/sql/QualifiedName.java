package org.edms.backup.engine.catalog.sql;

import java.util.Objects;

/** The name of an object with its schema, each exactly as the catalog spells it. */
public record QualifiedName(Identifier schema, Identifier name) {

    public QualifiedName {
        Objects.requireNonNull(schema);
        Objects.requireNonNull(name);
    }

    public QualifiedName(String schema, String name) {
        this(new Identifier(schema), new Identifier(name));
    }

    /** Returns the name as written in a statement. */
    public String quoted() {
        return schema.quoted() + "." + name.quoted();
    }

    @Override
    public String toString() {
        return schema.name() + "." + name.name();
    }
}
