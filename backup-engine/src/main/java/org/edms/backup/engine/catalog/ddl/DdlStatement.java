package org.edms.backup.engine.catalog.ddl;

import java.util.Objects;

/**
 * One statement of the DDL, or several that belong together.
 *
 * @param kind of object, as SQL calls it: {@code TABLE}; for what is said of an object, {@code OWNER}, {@code COMMENT},
 *     {@code GRANT}
 * @param name of the object, quoted and qualified
 */
public record DdlStatement(Section section, String kind, String name, String sql) {

    public DdlStatement {
        Objects.requireNonNull(section);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(sql);
    }
}
