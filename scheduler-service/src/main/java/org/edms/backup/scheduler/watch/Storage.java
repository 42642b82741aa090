package org.edms.backup.scheduler.watch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.status.SystemStatus;
import org.edms.backup.scheduler.alert.Finding;
import org.edms.backup.scheduler.alert.Survey;

/** The space that the package store has left. Between the two thresholds nothing changes, so that alerts do not come and go. */
record Storage(SystemStatus status, int lowPercent, int enoughPercent) {

    private static final String SUBJECT = "package store";
    private static final double PERCENT = 100.0;
    private static final double GIB = 1024.0 * 1024 * 1024;

    Survey survey() {
        boolean low = isKnown() && freePercent() < lowPercent;
        boolean enough = isKnown() && freePercent() >= enoughPercent;
        List<Finding> findings =
                low ? List.of(new Finding(SUBJECT, HealthStatus.CRITICAL, left(), status.at())) : List.of();
        return new Survey(
                IncidentKind.STORAGE_LOW, findings, incident -> enough ? Optional.of(left()) : Optional.empty());
    }

    private String left() {
        return String.format(Locale.ROOT, "%.1f %% are free: %.1f GiB.", freePercent(), status.storeBytesFree() / GIB);
    }

    private double freePercent() {
        return PERCENT * status.storeBytesFree() / ((double) status.storeBytesUsed() + status.storeBytesFree());
    }

    /** A store that cannot tell its size says nothing, which is not that it is full. */
    private boolean isKnown() {
        return status.storeBytesFree() >= 0
                && status.storeBytesUsed() >= 0
                && (status.storeBytesFree() > 0 || status.storeBytesUsed() > 0);
    }
}
