package org.edms.backup.model.restore;

import java.util.List;
import java.util.Objects;

/**
 * How the rows of a table were matched.
 *
 * @param key the columns of the natural key; empty if rows were matched by content
 * @param sameKey matched rows with the same primary key on both sides, {@code otherKey} matched rows whose key was remapped
 * @param newKey inserted rows that got a new key because theirs was taken
 * @param byUuid rows matched by their UUID instead of their natural key
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
