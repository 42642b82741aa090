package org.edms.backup.engine.catalog.ddl;

import java.util.List;
import java.util.Objects;

/**
 * An object with the statements that make it.
 *
 * @param kind as {@code ALTER} calls it
 * @param name quoted and qualified
 * @param owner who owns it, quoted; null for what has no owner of its own
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
