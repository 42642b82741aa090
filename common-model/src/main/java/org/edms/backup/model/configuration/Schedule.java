package org.edms.backup.model.configuration;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * When a configuration is due.
 *
 * @param scheduleTime of day; the minute of it for hourly ones
 * @param scheduleDays of the week (0 is Monday) or of the month (from 1), as the frequency says
 * @param cron for the frequency {@link Frequency#CRON} alone
 */
public record Schedule(
        Frequency frequency, LocalTime scheduleTime, List<Integer> scheduleDays, String cron, ZoneId timeZone) {

    public Schedule {
        Objects.requireNonNull(frequency, "frequency");
        scheduleTime = scheduleTime == null ? LocalTime.MIDNIGHT : scheduleTime;
        scheduleDays = scheduleDays == null ? List.of() : List.copyOf(scheduleDays);
        timeZone = timeZone == null ? ZoneOffset.UTC : timeZone;
        if ((frequency == Frequency.CRON) != (cron != null && !cron.isBlank())) {
            throw new IllegalArgumentException("cron: given exactly when the frequency is CRON");
        }
        requireDays(scheduleDays, frequency);
    }

    private static void requireDays(List<Integer> days, Frequency frequency) {
        int first = frequency == Frequency.MONTHLY ? 1 : 0;
        int last = frequency == Frequency.MONTHLY ? 31 : 6;
        for (int day : days) {
            if (day < first || day > last) {
                throw new IllegalArgumentException("schedule_days: from %d to %d, not %d".formatted(first, last, day));
            }
        }
    }
}
