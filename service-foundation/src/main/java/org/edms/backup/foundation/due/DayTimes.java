package org.edms.backup.foundation.due;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Predicate;

/** Certain days at one time of day. Every month has at least one of these days. */
record DayTimes(LocalTime time, Predicate<LocalDate> days) implements LocalTimes {

    @Override
    public Optional<LocalDateTime> atOrBefore(LocalDateTime bound) {
        LocalDate day = bound.toLocalDate();
        if (day.atTime(time).isAfter(bound)) {
            day = day.minusDays(1);
        }
        while (!days.test(day)) {
            day = day.minusDays(1);
        }
        return Optional.of(day.atTime(time));
    }

    @Override
    public Optional<LocalDateTime> after(LocalDateTime bound) {
        LocalDate day = bound.toLocalDate();
        if (!day.atTime(time).isAfter(bound)) {
            day = day.plusDays(1);
        }
        while (!days.test(day)) {
            day = day.plusDays(1);
        }
        return Optional.of(day.atTime(time));
    }

    @Override
    public boolean everyHour() {
        return false;
    }
}
