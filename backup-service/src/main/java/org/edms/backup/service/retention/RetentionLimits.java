package org.edms.backup.service.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.Objects;
import org.edms.backup.model.configuration.Retention;

/** The retention of a configuration, and the time zone of its days. */
record RetentionLimits(Retention retention, ZoneId zone) {

    RetentionLimits {
        Objects.requireNonNull(retention);
        Objects.requireNonNull(zone);
    }

    /** Whether no limit is set. Keeping 0 daily, weekly or monthly packages sets none. */
    boolean none() {
        return retention.retentionDays() == null
                && retention.maxBackups() == null
                && days() == 0
                && weeks() == 0
                && months() == 0;
    }

    int days() {
        return orZero(retention.keepDaily());
    }

    int weeks() {
        return orZero(retention.keepWeekly());
    }

    int months() {
        return orZero(retention.keepMonthly());
    }

    /** Why a package is deleted that no rule keeps. */
    String exceeded() {
        if (retention.retentionDays() != null) {
            return "older than " + retention.retentionDays() + " days";
        }
        if (retention.maxBackups() != null) {
            return "beyond the newest " + retention.maxBackups();
        }
        return "kept by no rule";
    }

    LocalDate dayOf(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    String weekOf(Instant at) {
        LocalDate day = dayOf(at);
        return day.get(IsoFields.WEEK_BASED_YEAR) + "-" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    YearMonth monthOf(Instant at) {
        return YearMonth.from(dayOf(at));
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }
}
