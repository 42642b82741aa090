package org.edms.backup.foundation.due;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A period in which the UTC offset of a zone does not change, so that local times and instants correspond one to one.
 *
 * @param begin the transition at its start, and {@code end} the one at its end; null if there is none
 */
record FixedOffsetPeriod(ZoneRules rules, ZoneOffset offset, ZoneOffsetTransition begin, ZoneOffsetTransition end) {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    static FixedOffsetPeriod at(Instant instant, ZoneRules rules) {
        return new FixedOffsetPeriod(
                rules,
                rules.getOffset(instant),
                rules.previousTransition(instant.plusNanos(1)),
                rules.nextTransition(instant));
    }

    boolean beginsAfter(Instant instant) {
        return begin != null && begin.getInstant().isAfter(instant);
    }

    boolean endsBefore(Instant instant) {
        return end != null && end.getInstant().isBefore(instant);
    }

    FixedOffsetPeriod previous() {
        return at(begin.getInstant().minusNanos(1), rules);
    }

    FixedOffsetPeriod following() {
        return at(end.getInstant(), rules);
    }

    /** The latest due time in this period that is not after {@code now}. */
    Optional<Instant> latest(LocalTimes times, Instant now) {
        boolean whole = endsBefore(now.plusNanos(1));
        Instant last = whole ? end.getInstant().minusNanos(1) : now;
        Optional<Instant> due = times.atOrBefore(LocalDateTime.ofInstant(last, offset))
                .filter(time -> !time.isBefore(firstTime(times)))
                .map(time -> time.toInstant(offset));
        return due.isPresent() ? due : dueInGap(times);
    }

    /** The first due time in this period that is after {@code now}. */
    Optional<Instant> next(LocalTimes times, Instant now) {
        if (beginsAfter(now)) {
            Optional<Instant> gap = dueInGap(times);
            if (gap.isPresent()) {
                return gap;
            }
        }
        LocalDateTime bound = LocalDateTime.ofInstant(now, offset);
        LocalDateTime first = firstTime(times);
        if (bound.isBefore(first)) {
            bound = first.minusNanos(1);
        }
        return times.after(bound)
                .map(time -> time.toInstant(offset))
                .filter(due -> end == null || due.isBefore(end.getInstant()));
    }

    /** The first local time that the period before did not have. */
    private LocalDateTime firstTime(LocalTimes times) {
        if (begin == null) {
            return LocalDateTime.MIN.plusDays(1);
        }
        boolean again = begin.isGap() || isHourlyAcross(times);
        return again ? begin.getDateTimeAfter() : begin.getDateTimeBefore();
    }

    /** A due time that the clocks skipped. */
    private Optional<Instant> dueInGap(LocalTimes times) {
        if (begin == null || begin.isOverlap() || isHourlyAcross(times)) {
            return Optional.empty();
        }
        return times.atOrBefore(begin.getDateTimeAfter().minusNanos(1))
                .filter(time -> !time.isBefore(begin.getDateTimeBefore()))
                .map(time -> begin.getInstant());
    }

    private boolean isHourlyAcross(LocalTimes times) {
        return times.everyHour() && begin.getDuration().abs().compareTo(AN_HOUR) >= 0;
    }
}
