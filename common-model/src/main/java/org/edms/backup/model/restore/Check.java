package org.edms.backup.model.restore;

import java.util.Objects;

/**
 * A check before the commit.
 *
 * @param detail what was compared, and any difference
 */
public record Check(String name, boolean passed, String detail) {

    /** Whether the server's disk has enough space for a new database, or why this could not be determined. */
    public static final String SERVER_ROOM = "room on the server";

    public Check {
        Objects.requireNonNull(name);
        Objects.requireNonNull(detail);
    }
}
