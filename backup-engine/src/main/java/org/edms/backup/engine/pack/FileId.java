package org.edms.backup.engine.pack;

import java.util.Objects;

/**
 * Which file of the system a member is.
 *
 * @param path relative to the root, exactly as the file system spells it
 */
public record FileId(String root, String path) {

    public FileId {
        Objects.requireNonNull(root);
        Objects.requireNonNull(path);
    }

    @Override
    public String toString() {
        return root + "/" + path;
    }
}
