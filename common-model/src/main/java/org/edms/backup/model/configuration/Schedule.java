package org.edms.backup.model.configuration;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * When a configuration is due.
 *
 * @param scheduleTime the time of day; hourly schedules use only its minute
 * @param scheduleDays days of the week (0 is Monday) or of the month (from 1), depending on the frequency
 * @param cron only for the frequency {@link Frequency#CRON}
 */
public record Schedule(
        Frequency frequency, LocalTime scheduleTime, List<Integer> scheduleDays, String cron, ZoneId timeZone) {

    public Schedule {
        Objects.requireNonNull(frequency, "frequency");
        scheduleTime = scheduleTime == null ? LocalTime.MIDNIGHT : scheduleTime;
        scheduleDays = scheduleDays == null ? List.of() : List.copyOf(scheduleDays);
        timeZone = timeZone == null ? ZoneOffset.UTC : timeZone;
        if ((frequency == Frequency.CRON) != (cron != null && !cron.isBlank())) {
            throw new IllegalArgumentException("cron is required for the frequency CRON, and allowed only there");
        }
        requireDays(scheduleDays, frequency);
    }

    private static void requireDays(List<Integer> days, Frequency frequency) {
        int first = frequency == Frequency.MONTHLY ? 1 : 0;
        int last = frequency == Frequency.MONTHLY ? 31 : 6;
        for (int day : days) {
            if (day < first || day > last) {
                throw new IllegalArgumentException(
                        "schedule_days must be from %d to %d, not %d".formatted(first, last, day));
            }
        }
    }
}
