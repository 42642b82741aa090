package org.edms.backup.engine.pack.manifest;

import java.util.Objects;

/**
 * Identifies a file of the system.
 *
 * @param place the path below the root
 */
public record FileId(String root, PackagePath place) {

    public FileId {
        Objects.requireNonNull(root);
        Objects.requireNonNull(place);
    }

    public FileId(String root, String path) {
        this(root, new PackagePath(path));
    }

    /** Returns the path relative to the root, exactly as the file system spells it. */
    public String path() {
        return place.value();
    }

    @Override
    public String toString() {
        return root + "/" + place;
    }
}
