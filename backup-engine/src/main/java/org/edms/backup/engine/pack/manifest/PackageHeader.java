package org.edms.backup.engine.pack.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.PackageId;

/**
 * Identifies a package. It is the first member, and comes first in the manifest.
 *
 * @param source the source system as {@code host/database}; null for a package of files only
 * @param createdBy the creator: a user or a service
 * @param tool the program that created it, with its version
 * @param configuration the backup configuration it belongs to; null for none
 */
public record PackageHeader(
        @JsonProperty(index = 0) String format,
        PackageId id,
        BackupType type,
        Instant createdAt,
        String source,
        String createdBy,
        String tool,
        String configuration) {

    public static final String FORMAT = "edms-package/2";

    public PackageHeader {
        Objects.requireNonNull(format);
        Objects.requireNonNull(id);
        Objects.requireNonNull(type);
        Objects.requireNonNull(createdAt);
    }
}
