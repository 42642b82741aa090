package org.edms.backup.scheduler.watch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.status.SystemStatus;
import org.edms.backup.scheduler.alert.DetectedProblem;
import org.edms.backup.scheduler.alert.WatchResult;

/** Free space of the package store. Nothing changes between the two thresholds, so that alerts do not flap. */
record LowStorage(SystemStatus status, int lowPercent, int enoughPercent) {

    private static final String SUBJECT = "package store";
    private static final double PERCENT = 100.0;
    private static final double GIB = 1024.0 * 1024 * 1024;

    WatchResult result() {
        boolean low = isKnown() && freePercent() < lowPercent;
        boolean enough = isKnown() && freePercent() >= enoughPercent;
        List<DetectedProblem> problems =
                low ? List.of(new DetectedProblem(SUBJECT, HealthStatus.CRITICAL, free(), status.at())) : List.of();
        return new WatchResult(
                IncidentKind.STORAGE_LOW, problems, incident -> enough ? Optional.of(free()) : Optional.empty());
    }

    private String free() {
        return String.format(Locale.ROOT, "%.1f %% free: %.1f GiB.", freePercent(), status.storeBytesFree() / GIB);
    }

    private double freePercent() {
        return PERCENT * status.storeBytesFree() / ((double) status.storeBytesUsed() + status.storeBytesFree());
    }

    /** A store of unknown size is not a full one. */
    private boolean isKnown() {
        return status.storeBytesFree() >= 0
                && status.storeBytesUsed() >= 0
                && (status.storeBytesFree() > 0 || status.storeBytesUsed() > 0);
    }
}
