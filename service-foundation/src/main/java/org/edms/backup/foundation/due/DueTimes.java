package org.edms.backup.foundation.due;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.error.BackupException;

/**
 * The instants at which something is due. A local time that the clocks skip is due once, at the first instant after the gap. A
 * local time that they repeat is due once, the first time. An hourly schedule is due in each hour that passes: also in the
 * repeated hour, and not for the skipped one.
 */
public final class DueTimes {

    /** February 29 can be eight years away; anything later never comes. */
    private static final Duration HORIZON = Duration.ofDays(9 * 366);

    private static final int INTERVALS_LOOKED_AT = 10;

    private final LocalTimes times;
    private final ZoneRules rules;

    private DueTimes(LocalTimes times, ZoneId zone) {
        this.times = times;
        this.rules = zone.getRules();
    }

    /**
     * Weekly defaults to Monday, monthly to the first. A month without the day uses its last day.
     *
     * @throws BackupException with the reason, for an invalid cron expression
     */
    public static DueTimes of(Schedule schedule) {
        LocalTimes times = switch (schedule.frequency()) {
            case HOURLY -> new HourlyTimes(schedule.scheduleTime().getMinute());
            case DAILY -> new DayTimes(schedule.scheduleTime(), date -> true);
            case WEEKLY -> new DayTimes(schedule.scheduleTime(), date -> isOnWeekday(date, schedule));
            case MONTHLY -> new DayTimes(schedule.scheduleTime(), date -> isOnDayOfMonth(date, schedule));
            case ON_DEMAND -> new OnDemandTimes();
            case CRON -> CronTimes.parse(schedule.cron());
        };
        return new DueTimes(times, schedule.timeZone());
    }

    /** @throws BackupException with the reason, for an invalid expression */
    public static DueTimes ofCron(String cron, ZoneId zone) {
        return new DueTimes(CronTimes.parse(cron), zone);
    }

    /** The latest due time that is not after {@code now}. */
    public Optional<Instant> latest(Instant now) {
        Instant horizon = now.minus(HORIZON);
        FixedOffsetPeriod stretch = FixedOffsetPeriod.at(now, rules);
        while (true) {
            Optional<Instant> due = stretch.latest(times, now);
            if (due.isPresent() || !stretch.beginsAfter(horizon)) {
                return due;
            }
            stretch = stretch.previous();
        }
    }

    /** The first due time after {@code now}. */
    public Optional<Instant> next(Instant now) {
        Instant horizon = now.plus(HORIZON);
        FixedOffsetPeriod stretch = FixedOffsetPeriod.at(now, rules);
        while (true) {
            Optional<Instant> due = stretch.next(times, now);
            if (due.isPresent() || !stretch.endsBefore(horizon)) {
                return due;
            }
            stretch = stretch.following();
        }
    }

    /** The longest gap between the next due times, such as a weekend for a schedule on working days. */
    public Optional<Duration> longestInterval(Instant now) {
        Duration longest = Duration.ZERO;
        Optional<Instant> from = next(now);
        for (int i = 0; i < INTERVALS_LOOKED_AT && from.isPresent(); i++) {
            Optional<Instant> to = next(from.get());
            if (to.isPresent()) {
                Duration interval = Duration.between(from.get(), to.get());
                longest = interval.compareTo(longest) > 0 ? interval : longest;
            }
            from = to;
        }
        return longest.isZero() ? Optional.empty() : Optional.of(longest);
    }

    private static boolean isOnWeekday(LocalDate date, Schedule schedule) {
        List<Integer> days = schedule.scheduleDays().isEmpty() ? List.of(0) : schedule.scheduleDays();
        return days.contains(date.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue());
    }

    private static boolean isOnDayOfMonth(LocalDate date, Schedule schedule) {
        List<Integer> days = schedule.scheduleDays().isEmpty() ? List.of(1) : schedule.scheduleDays();
        int last = date.lengthOfMonth();
        return days.stream().anyMatch(day -> Math.min(day, last) == date.getDayOfMonth());
    }
}
