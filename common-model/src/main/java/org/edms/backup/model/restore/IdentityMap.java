package org.edms.backup.model.restore;

import java.util.List;
import java.util.Objects;

/**
 * How the rows of a table found each other.
 *
 * @param key the columns by which they did; empty where it was by content
 * @param sameKey rows whose primary key is the same on both sides, {@code otherKey} rows that were sent through the map
 * @param newKey rows that the target did not have and whose key was taken there
 * @param byUuid rows that were found by their UUID, before their key was looked at
 */
public record IdentityMap(String table, List<String> key, long sameKey, long otherKey, long newKey, long byUuid) {

    public IdentityMap {
        Objects.requireNonNull(table);
        key = List.copyOf(key);
    }

    public IdentityMap(String table, List<String> key, long sameKey, long otherKey, long newKey) {
        this(table, key, sameKey, otherKey, newKey, 0);
    }
}
