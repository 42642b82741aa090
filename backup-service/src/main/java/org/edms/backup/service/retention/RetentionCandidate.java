package org.edms.backup.service.retention;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.PackageId;

/**
 * A package that retention decides about.
 *
 * @param configuration that it belongs to; null for one that was made without
 * @param at when it was asked for: its day is the day of the schedule, however long it took
 * @param quality of what is in it
 * @param held why it may not go now, whatever the rules say; null for no reason
 * @param needs all packages that hold content of this one
 */
record RetentionCandidate(
        PackageId id,
        String name,
        UUID configuration,
        BackupType type,
        Instant at,
        long bytes,
        Quality quality,
        String held,
        Set<PackageId> needs) {

    /** What a restore of the package could hope for. */
    enum Quality {
        GOOD,
        WITH_WARNINGS,

        /** A verification said so. */
        BROKEN
    }

    RetentionCandidate {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(at);
        Objects.requireNonNull(quality);
        needs = Set.copyOf(needs);
    }

    boolean whole() {
        return quality != Quality.BROKEN;
    }
}
