package org.edms.backup.scheduler.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Schedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with somebody who looks at a clock on the wall every minute of a year. */
class DueTimesPropertyTest {

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/Havana",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "America/St_Johns");
    private static final int[] YEARS = {2011, 2024, 2026};

    static Stream<Arguments> zonesAndYears() {
        return ZONES.stream()
                .flatMap(zone -> IntStream.of(YEARS).mapToObj(year -> Arguments.of(ZoneId.of(zone), year)));
    }

    @ParameterizedTest
    @MethodSource("zonesAndYears")
    void everyTimeFiresExactlyOnce(ZoneId zone, int year) {
        Random random = new Random(year);
        for (int i = 0; i < 12; i++) {
            // given: most often in the hours in which clocks are changed
            int hour = random.nextInt(4);
            int minute = random.nextInt(60);
            LocalTime time = LocalTime.of(hour, minute);
            Predicate<LocalDateTime> onTheWall = at -> at.getHour() == hour && at.getMinute() == minute;
            List<Instant> expected = watched(zone, year, onTheWall);

            // then
            assertThat(found(DueTimes.of(new Schedule(Frequency.DAILY, time, List.of(), null, zone)), year))
                    .isEqualTo(expected);
            assertThat(found(DueTimes.ofCron("%d %d * * *".formatted(minute, hour), zone), year))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("zonesAndYears")
    void daysOfWeekAndMonthAreThoseOfTheZone(ZoneId zone, int year) {
        // given
        LocalTime time = LocalTime.of(1, 45);
        Predicate<LocalDateTime> onSundays =
                at -> at.toLocalTime().equals(time) && at.getDayOfWeek().getValue() == 7;
        Predicate<LocalDateTime> onTheLast = at -> at.toLocalTime().equals(time)
                && at.getDayOfMonth() == at.toLocalDate().lengthOfMonth();

        // then
        assertThat(found(DueTimes.of(new Schedule(Frequency.WEEKLY, time, List.of(6), null, zone)), year))
                .isEqualTo(watched(zone, year, onSundays));
        assertThat(found(DueTimes.ofCron("45 1 * * 0", zone), year)).isEqualTo(watched(zone, year, onSundays));
        assertThat(found(DueTimes.of(new Schedule(Frequency.MONTHLY, time, List.of(31), null, zone)), year))
                .isEqualTo(watched(zone, year, onTheLast));
    }

    @ParameterizedTest
    @MethodSource("zonesAndYears")
    void whateverTheMomentTheLatestIsTheOneBeforeTheNext(ZoneId zone, int year) {
        // given
        DueTimes times = DueTimes.of(new Schedule(Frequency.DAILY, LocalTime.of(1, 59), List.of(), null, zone));
        List<Instant> all = found(times, year);
        Random random = new Random(year);

        for (int i = 0; i < 500; i++) {
            // when
            int at = random.nextInt(all.size() - 1);
            Instant due = all.get(at);
            Instant following = all.get(at + 1);
            Instant moment = due.plusSeconds(random.nextLong(ChronoUnit.SECONDS.between(due, following)));

            // then
            assertThat(times.latest(moment)).contains(due);
            assertThat(times.next(moment)).contains(following);
        }
    }

    private static List<Instant> found(DueTimes times, int year) {
        List<Instant> found = new ArrayList<>();
        Instant due = times.next(begin(year).minusNanos(1)).orElseThrow();
        while (due.isBefore(begin(year + 1))) {
            assertThat(times.latest(due)).contains(due);
            found.add(due);
            due = times.next(due).orElseThrow();
        }
        return found;
    }

    private static List<Instant> watched(ZoneId zone, int year, Predicate<LocalDateTime> due) {
        List<Instant> found = new ArrayList<>();
        for (Instant now = begin(year); now.isBefore(begin(year + 1)); now = now.plus(1, ChronoUnit.MINUTES)) {
            LocalDateTime local = LocalDateTime.ofInstant(now, zone);
            boolean again = zone.getRules().getValidOffsets(local).size() > 1
                    && zone.getRules()
                            .getOffset(now)
                            .equals(zone.getRules().getValidOffsets(local).get(1));
            if ((due.test(local) && !again) || wasSkipped(zone, now, due)) {
                found.add(now);
            }
        }
        return found;
    }

    private static boolean wasSkipped(ZoneId zone, Instant now, Predicate<LocalDateTime> due) {
        ZoneOffsetTransition change = zone.getRules().previousTransition(now.plusNanos(1));
        if (change == null || change.isOverlap() || !change.getInstant().equals(now)) {
            return false;
        }
        return Stream.iterate(
                        change.getDateTimeBefore(),
                        at -> at.isBefore(change.getDateTimeAfter()),
                        at -> at.plusMinutes(1))
                .anyMatch(due);
    }

    private static Instant begin(int year) {
        return LocalDateTime.of(year, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
    }
}
