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
 * @param configuration null for a package made without one
 * @param at when the backup was requested: this day is the day of the schedule, however long the backup took
 * @param held why the package must be kept, whatever the rules say; null for no reason
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

    /** The quality of a package for a restore. */
    enum Quality {
        GOOD,
        WITH_WARNINGS,

        /** According to the last verification. */
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
