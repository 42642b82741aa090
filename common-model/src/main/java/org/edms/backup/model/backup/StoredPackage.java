package org.edms.backup.model.backup;

import java.util.Objects;
import org.edms.backup.model.id.PackageId;

/**
 * A package in the store.
 *
 * @param name the file name in the store
 * @param sha256 the digest of the file
 */
public record StoredPackage(PackageId id, String name, long bytes, String sha256) {

    public StoredPackage {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative: " + bytes);
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("Not a SHA-256 in hexadecimal: " + sha256);
        }
    }
}
