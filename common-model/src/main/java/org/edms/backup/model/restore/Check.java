package org.edms.backup.model.restore;

import java.util.Objects;

/**
 * Something that was checked before the commit.
 *
 * @param detail what was compared with what; what differs, if it does
 */
public record Check(String name, boolean passed, String detail) {

    public Check {
        Objects.requireNonNull(name);
        Objects.requireNonNull(detail);
    }
}
