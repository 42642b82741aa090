package org.edms.backup.model.restore;

import java.util.Objects;

/**
 * Something that was checked before the commit.
 *
 * @param detail what was compared with what; what differs, if it does
 */
public record Check(String name, boolean passed, String detail) {

    /** Whether the server's disk has room for a new database; its detail tells, too, if nobody could find out. */
    public static final String SERVER_ROOM = "room on the server";

    public Check {
        Objects.requireNonNull(name);
        Objects.requireNonNull(detail);
    }
}
