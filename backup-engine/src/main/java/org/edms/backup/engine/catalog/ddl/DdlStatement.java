package org.edms.backup.engine.catalog.ddl;

import java.util.Objects;

/**
 * One statement of the DDL, or several that belong together.
 *
 * @param kind the kind of object in SQL, such as {@code TABLE}, or {@code OWNER}, {@code COMMENT} or {@code GRANT} for statements
 *     about an object
 * @param name the quoted and qualified name of the object
 */
public record DdlStatement(Section section, String kind, String name, String sql) {

    public DdlStatement {
        Objects.requireNonNull(section);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(sql);
    }
}
