package org.edms.backup.foundation.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueTimesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");

    @Test
    void aTimeThatDoesNotExistFiresOnceAtTheFirstInstantAfterTheGap() {
        // given: 02:00 is followed by 03:00 on 2026-03-29
        DueTimes times = daily(LocalTime.of(2, 30), BERLIN);

        // then
        assertThat(between(times, "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void aTimeThatExistsTwiceFiresOnceTheFirstTime() {
        // given: 03:00 is followed by 02:00 on 2026-10-25
        DueTimes times = daily(LocalTime.of(2, 30), BERLIN);

        // then
        assertThat(between(times, "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z"))
                .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(times.latest(Instant.parse("2026-10-25T01:45:00Z"))).contains(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void theInstantsAroundAGapAndAnOverlapFireOnce() {
        assertThat(between(daily(LocalTime.of(2, 0), BERLIN), "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"))
                .containsExactly("2026-03-29T01:00:00Z");
        assertThat(between(daily(LocalTime.of(3, 0), BERLIN), "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"))
                .containsExactly("2026-03-29T01:00:00Z");
        assertThat(between(daily(LocalTime.of(2, 0), BERLIN), "2026-10-25T00:00:00Z", "2026-10-25T23:00:00Z"))
                .containsExactly("2026-10-25T00:00:00Z");
        assertThat(between(daily(LocalTime.of(3, 0), BERLIN), "2026-10-25T00:00:00Z", "2026-10-25T23:00:00Z"))
                .containsExactly("2026-10-25T02:00:00Z");
    }

    @Test
    void aSkippedMidnightIsDueAtTheFirstInstantOfTheDay() {
        // given: in Beirut the day of the change has no midnight
        ZoneId beirut = ZoneId.of("Asia/Beirut");
        DueTimes times = daily(LocalTime.MIDNIGHT, beirut);

        // then
        Instant firstOfTheDay =
                java.time.LocalDate.of(2026, 3, 29).atStartOfDay(beirut).toInstant();
        assertThat(times.latest(firstOfTheDay)).contains(firstOfTheDay);
    }

    @Test
    void aSkippedCalendarDayIsMadeUpOnce() {
        // given: Samoa had no 30 December 2011
        ZoneId apia = ZoneId.of("Pacific/Apia");

        // then
        assertThat(between(daily(LocalTime.NOON, apia), "2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z"))
                .containsExactly(
                        "2011-12-29T22:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T22:00:00Z", "2011-12-31T22:00:00Z");
    }

    @Test
    void hourlyFiresWheneverAnHourHasPassed() {
        // given
        DueTimes times = of(Frequency.HOURLY, LocalTime.of(7, 30), List.of(), BERLIN);

        // then
        assertThat(between(times, "2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z"))
                .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
        assertThat(between(times, "2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z"))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z");
    }

    @Test
    void hourlyFollowsTheGeneralRuleWhereClocksChangeByLessThanAnHour() {
        // given: half an hour on Lord Howe Island
        DueTimes skipped = of(Frequency.HOURLY, LocalTime.of(0, 15), List.of(), LORD_HOWE);
        DueTimes repeated = of(Frequency.HOURLY, LocalTime.of(0, 45), List.of(), LORD_HOWE);

        // then
        assertThat(between(skipped, "2026-10-03T14:00:00Z", "2026-10-03T17:00:00Z"))
                .containsExactly("2026-10-03T14:45:00Z", "2026-10-03T15:30:00Z", "2026-10-03T16:15:00Z");
        assertThat(between(repeated, "2026-04-04T14:00:00Z", "2026-04-04T17:00:00Z"))
                .containsExactly("2026-04-04T14:45:00Z", "2026-04-04T16:15:00Z");
    }

    @Test
    void cronMeansTheSameAsTheOtherFrequencies() {
        assertThat(between(DueTimes.ofCron("30 2 * * *", BERLIN), "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        assertThat(between(DueTimes.ofCron("30 2 * * *", BERLIN), "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z"))
                .containsExactly("2026-10-25T00:30:00Z");
        assertThat(between(DueTimes.ofCron("30 * * * *", BERLIN), "2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z"))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z");
        assertThat(between(DueTimes.ofCron("*/20 2 * * *", BERLIN), "2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z"))
                .containsExactly("2026-03-29T01:00:00Z");
    }

    @Test
    void cronKnowsStepsRangesListsAndEitherDayField() {
        assertThat(between(
                        DueTimes.ofCron("0 8-18/5 * * MON-FRI", ZoneOffset.UTC),
                        "2026-01-02T00:00:00Z",
                        "2026-01-05T12:00:00Z"))
                .containsExactly(
                        "2026-01-02T08:00:00Z", "2026-01-02T13:00:00Z", "2026-01-02T18:00:00Z", "2026-01-05T08:00:00Z");
        assertThat(between(
                        DueTimes.ofCron("0 0 13 * 5", ZoneOffset.UTC), "2026-01-09T00:00:00Z", "2026-01-17T00:00:00Z"))
                .containsExactly("2026-01-09T00:00:00Z", "2026-01-13T00:00:00Z", "2026-01-16T00:00:00Z");
        assertThat(DueTimes.ofCron("0 0 29 2 *", ZoneOffset.UTC).latest(Instant.parse("2103-12-31T00:00:00Z")))
                .contains(Instant.parse("2096-02-29T00:00:00Z"));
    }

    @Test
    void aDateThatNeverComesIsNeverDue() {
        // given
        DueTimes times = DueTimes.ofCron("0 0 31 2 *", BERLIN);

        // then
        assertThat(times.latest(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
        assertThat(times.next(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
        assertThat(times.longestInterval(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every night",
                "0 0 * *",
                "60 0 * * *",
                "0 24 * * *",
                "0 0 0 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "0 0 0 * * ?"
            })
    void anInvalidExpressionIsRejectedByName(String cron) {
        assertThatThrownBy(() -> DueTimes.ofCron(cron, BERLIN))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("\"" + cron + "\"");
    }

    @Test
    void weeklyFiresOnItsDaysAndWithoutDaysOnMonday() {
        // given: 2026-01-05 is a Monday
        DueTimes weekend = of(Frequency.WEEKLY, LocalTime.of(1, 0), List.of(5, 6), ZoneOffset.UTC);
        DueTimes without = of(Frequency.WEEKLY, LocalTime.of(1, 0), List.of(), ZoneOffset.UTC);

        // then
        assertThat(between(weekend, "2026-01-01T00:00:00Z", "2026-01-12T00:00:00Z"))
                .containsExactly(
                        "2026-01-03T01:00:00Z", "2026-01-04T01:00:00Z", "2026-01-10T01:00:00Z", "2026-01-11T01:00:00Z");
        assertThat(between(without, "2026-01-01T00:00:00Z", "2026-01-14T00:00:00Z"))
                .containsExactly("2026-01-05T01:00:00Z", "2026-01-12T01:00:00Z");
    }

    @Test
    void aMonthWithoutTheDayUsesItsLastDayOnce() {
        // given
        DueTimes times = of(Frequency.MONTHLY, LocalTime.of(1, 0), List.of(30, 31), ZoneOffset.UTC);

        // then
        assertThat(between(times, "2028-01-30T00:00:00Z", "2028-05-01T00:00:00Z"))
                .containsExactly(
                        "2028-01-30T01:00:00Z",
                        "2028-01-31T01:00:00Z",
                        "2028-02-29T01:00:00Z",
                        "2028-03-30T01:00:00Z",
                        "2028-03-31T01:00:00Z",
                        "2028-04-30T01:00:00Z");
    }

    @Test
    void monthlyWithoutDaysIsOnTheFirst() {
        assertThat(of(Frequency.MONTHLY, LocalTime.of(1, 0), List.of(), ZoneOffset.UTC)
                        .latest(Instant.parse("2026-03-01T00:59:59Z")))
                .contains(Instant.parse("2026-02-01T01:00:00Z"));
    }

    @Test
    void theDueTimeItselfIsTheLatestAndNotTheNext() {
        // given
        DueTimes times = daily(LocalTime.of(2, 30, 15), ZoneOffset.UTC);
        Instant due = Instant.parse("2026-05-05T02:30:15Z");

        // then
        assertThat(times.latest(due)).contains(due);
        assertThat(times.latest(due.minusNanos(1))).contains(due.minus(Duration.ofDays(1)));
        assertThat(times.next(due)).contains(due.plus(Duration.ofDays(1)));
        assertThat(times.next(due.minusNanos(1))).contains(due);
    }

    @Test
    void onDemandIsNeverDue() {
        // given
        DueTimes times = of(Frequency.ON_DEMAND, null, List.of(), BERLIN);

        // then
        assertThat(times.latest(Instant.EPOCH)).isEmpty();
        assertThat(times.next(Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30 2 * * *,PT24H", "0 * * * *,PT1H", "0 20 * * 1-5,PT72H", "0 1 1 * *,PT744H"})
    void theLongestGapSpansExcludedDays(String cron, Duration expected) {
        assertThat(DueTimes.ofCron(cron, ZoneOffset.UTC).longestInterval(Instant.parse("2026-06-01T00:00:00Z")))
                .contains(expected);
    }

    private static DueTimes daily(LocalTime time, ZoneId zone) {
        return of(Frequency.DAILY, time, List.of(), zone);
    }

    private static DueTimes of(Frequency frequency, LocalTime time, List<Integer> days, ZoneId zone) {
        return DueTimes.of(new Schedule(frequency, time, days, null, zone));
    }

    private static List<String> between(DueTimes times, String from, String to) {
        List<String> found = new ArrayList<>();
        Optional<Instant> due = times.next(Instant.parse(from).minusNanos(1));
        while (due.isPresent() && due.get().isBefore(Instant.parse(to))) {
            assertThat(times.latest(due.get())).isEqualTo(due);
            found.add(due.get().toString());
            due = times.next(due.get());
        }
        return found;
    }
}
