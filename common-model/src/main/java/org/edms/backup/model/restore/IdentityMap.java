package org.edms.backup.model.restore;

import java.util.List;
import java.util.Objects;

/**
 * How the rows of a table found each other.
 *
 * @param key the columns by which they did; empty where it was by content
 * @param sameKey rows whose primary key is the same on both sides, {@code otherKey} rows that were sent through the map
 * @param newKey rows that the target did not have and whose key was taken there
 */
public record IdentityMap(String table, List<String> key, long sameKey, long otherKey, long newKey) {

    public IdentityMap {
        Objects.requireNonNull(table);
        key = List.copyOf(key);
    }
}
