package org.edms.backup.engine.pack.manifest;

import java.util.Objects;

/**
 * Which file of the system a member is.
 *
 * @param place below the root
 */
public record FileId(String root, PackagePath place) {

    public FileId {
        Objects.requireNonNull(root);
        Objects.requireNonNull(place);
    }

    public FileId(String root, String path) {
        this(root, new PackagePath(path));
    }

    /** Relative to the root, exactly as the file system spells it. */
    public String path() {
        return place.value();
    }

    @Override
    public String toString() {
        return root + "/" + place;
    }
}
