package org.edms.backup.foundation.due;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Every hour, at one minute of it. */
record HourlyTimes(int minute) implements LocalTimes {

    @Override
    public Optional<LocalDateTime> atOrBefore(LocalDateTime time) {
        LocalDateTime inThisHour = inTheHourOf(time);
        return Optional.of(inThisHour.isAfter(time) ? inThisHour.minusHours(1) : inThisHour);
    }

    @Override
    public Optional<LocalDateTime> after(LocalDateTime time) {
        LocalDateTime inThisHour = inTheHourOf(time);
        return Optional.of(inThisHour.isAfter(time) ? inThisHour : inThisHour.plusHours(1));
    }

    @Override
    public boolean everyHour() {
        return true;
    }

    private LocalDateTime inTheHourOf(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.HOURS).withMinute(minute);
    }
}
