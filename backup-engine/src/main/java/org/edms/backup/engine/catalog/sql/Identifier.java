package org.edms.backup.engine.catalog.sql;

/**
 * The name of a database object, exactly as the catalog spells it.
 *
 * <p>Every name in a statement goes through {@link #quoted()}, so that any content remains a name.
 */
public record Identifier(String name) {

    public Identifier {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL has no empty names and none with a NUL in it");
        }
    }

    public String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
