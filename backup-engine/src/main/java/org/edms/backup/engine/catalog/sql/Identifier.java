package org.edms.backup.engine.catalog.sql;

/**
 * The name of something in a database, exactly as the catalog spells it.
 *
 * <p>Every name that goes into a statement goes through {@link #quoted()}: whatever a name holds, it stays a name.
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
