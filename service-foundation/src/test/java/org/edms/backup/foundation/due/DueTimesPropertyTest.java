package org.edms.backup.foundation.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Schedule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with a simulation that reads a wall clock every minute of a year. */
@Tag("long")
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
    private static final int[] YEARS = {2011, 2026};

    static Stream<Arguments> zonesAndYears() {
        return ZONES.stream()
                .flatMap(zone -> IntStream.of(YEARS).mapToObj(year -> Arguments.of(ZoneId.of(zone), year)));
    }

    @ParameterizedTest
    @MethodSource("zonesAndYears")
    void everyTimeFiresExactlyOnce(ZoneId zone, int year) {
        List<Minute> minutes = minutes(zone, year);
        Random random = new Random(year);
        for (int i = 0; i < 6; i++) {
            // given: most often in the hours in which clocks are changed
            int hour = random.nextInt(4);
            int minute = random.nextInt(60);
            LocalTime time = LocalTime.of(hour, minute);
            Predicate<LocalDateTime> onTheWall = at -> at.getHour() == hour && at.getMinute() == minute;
            List<Instant> expected = watched(minutes, onTheWall);

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
        List<Minute> minutes = minutes(zone, year);
        LocalTime time = LocalTime.of(1, 45);
        Predicate<LocalDateTime> onSundays =
                at -> at.toLocalTime().equals(time) && at.getDayOfWeek().getValue() == 7;
        Predicate<LocalDateTime> onTheLast = at -> at.toLocalTime().equals(time)
                && at.getDayOfMonth() == at.toLocalDate().lengthOfMonth();

        // then
        assertThat(found(DueTimes.of(new Schedule(Frequency.WEEKLY, time, List.of(6), null, zone)), year))
                .isEqualTo(watched(minutes, onSundays));
        assertThat(found(DueTimes.ofCron("45 1 * * 0", zone), year)).isEqualTo(watched(minutes, onSundays));
        assertThat(found(DueTimes.of(new Schedule(Frequency.MONTHLY, time, List.of(31), null, zone)), year))
                .isEqualTo(watched(minutes, onTheLast));
    }

    @ParameterizedTest
    @MethodSource("zonesAndYears")
    void theLatestTimeIsTheOneBeforeTheNext(ZoneId zone, int year) {
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

    /** What the clock shows in the minute that begins at an instant, if it shows it for the first time; or has just skipped. */
    private record Minute(Instant begin, List<LocalDateTime> shown) {}

    private static List<Instant> watched(List<Minute> minutes, Predicate<LocalDateTime> due) {
        return minutes.stream()
                .filter(minute -> minute.shown().stream().anyMatch(due))
                .map(Minute::begin)
                .distinct()
                .toList();
    }

    private static List<Minute> minutes(ZoneId zone, int year) {
        List<Minute> minutes = new ArrayList<>();
        for (Instant now = begin(year); now.isBefore(begin(year + 1)); now = now.plus(1, ChronoUnit.MINUTES)) {
            LocalDateTime local = LocalDateTime.ofInstant(now, zone);
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
            boolean again = offsets.size() > 1 && zone.getRules().getOffset(now).equals(offsets.get(1));
            // No time that is tested is later than five.
            if (!again && local.getHour() < 5) {
                minutes.add(new Minute(now, List.of(local)));
            }
        }
        for (ZoneOffsetTransition change = zone.getRules().nextTransition(begin(year));
                change != null && change.getInstant().isBefore(begin(year + 1));
                change = zone.getRules().nextTransition(change.getInstant())) {
            minutes.add(new Minute(change.getInstant(), skipped(change)));
        }
        minutes.sort(Comparator.comparing(Minute::begin));
        return minutes;
    }

    private static List<LocalDateTime> skipped(ZoneOffsetTransition change) {
        return Stream.iterate(
                        change.getDateTimeBefore(),
                        at -> at.isBefore(change.getDateTimeAfter()),
                        at -> at.plusMinutes(1))
                .toList();
    }

    private static Instant begin(int year) {
        return LocalDateTime.of(year, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
    }
}
