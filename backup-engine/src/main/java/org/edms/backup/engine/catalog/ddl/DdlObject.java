package org.edms.backup.engine.catalog.ddl;

import java.util.List;
import java.util.Objects;

/**
 * An object with the statements that create it.
 *
 * @param kind the kind as in {@code ALTER}
 * @param name the quoted and qualified name
 * @param owner the quoted name of the owner; null for an object without an owner
 */
record DdlObject(ObjectId id, Section section, String kind, String name, String owner, List<String> statements) {

    DdlObject {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        statements = List.copyOf(statements);
    }

    DdlObject(ObjectId id, Section section, String kind, String name, String owner, String statement) {
        this(id, section, kind, name, owner, List.of(statement));
    }
}
