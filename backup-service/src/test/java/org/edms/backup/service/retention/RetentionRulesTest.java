package org.edms.backup.service.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.status.RetentionPlan.Decision;
import org.edms.backup.service.retention.RetentionCandidate.Quality;
import org.junit.jupiter.api.Test;

class RetentionRulesTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final UUID NIGHTLY = new UUID(1, 1);

    @Test
    void withoutLimitsAllPackagesAreKept() {
        assertThat(kept(limits(null, null, 0, null, null), daysAgo("a", 1), daysAgo("b", 1000)))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aPackageAsOldAsTheLimitIsDeleted() {
        assertThat(kept(limits(30, null, null, null, null), daysAgo("a", 1), daysAgo("b", 29), daysAgo("c", 30)))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theOldestPackagesAboveTheMaximumAreDeleted() {
        assertThat(kept(limits(null, 2, null, null, null), daysAgo("a", 1), daysAgo("b", 2), daysAgo("c", 3)))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void oneRuleIsEnoughToKeepAPackage() {
        assertThat(kept(limits(1, 2, null, null, null), daysAgo("a", 0), daysAgo("b", 50), daysAgo("c", 60)))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aBrokenPackageDoesNotCount() {
        // given
        RetentionCandidate broken = of("broken", 2, BackupType.FULL, Quality.BROKEN, null);

        // then
        assertThat(kept(limits(null, 2, null, null, null), daysAgo("a", 1), broken, daysAgo("b", 3), daysAgo("c", 4)))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theLastGoodPackageIsKeptAtAnyAge() {
        // given
        RetentionCandidate broken = of("broken", 300, BackupType.FULL, Quality.BROKEN, null);
        RetentionCandidate warned = of("warned", 400, BackupType.FULL, Quality.WITH_WARNINGS, null);

        // then
        assertThat(kept(limits(30, null, null, null, null), broken, warned, daysAgo("good", 500), daysAgo("old", 501)))
                .containsExactlyInAnyOrder("broken", "warned", "good");
    }

    @Test
    void theLastPackageOfEachTypeIsKeptForTheNextIncrementalBackup() {
        // given
        RetentionCandidate database = of("database", 100, BackupType.DATABASE, Quality.GOOD, null);

        // then
        assertThat(kept(limits(1, null, null, null, null), database, daysAgo("full", 200), daysAgo("older", 300)))
                .containsExactlyInAnyOrder("database", "full");
    }

    @Test
    void packagesInUseAreKept() {
        // given
        RetentionCandidate pinned = of("pinned", 500, BackupType.FULL, Quality.GOOD, "pinned");

        // then
        assertThat(decisions(limits(30, null, null, null, null), daysAgo("a", 1), pinned))
                .containsEntry("pinned", new Decision("pinned", false, "pinned"));
    }

    @Test
    void theWholeChainOfAKeptPackageIsKept() {
        // given
        RetentionCandidate full = daysAgo("full", 100);
        RetentionCandidate first = needing("first", 50, full);
        RetentionCandidate second = needing("second", 1, first);

        // then
        assertThat(kept(limits(30, null, null, null, null), second, first, full, daysAgo("other", 101)))
                .containsExactlyInAnyOrder("second", "first", "full");
    }

    @Test
    void anUnneededChainIsDeleted() {
        // given
        RetentionCandidate full = daysAgo("full", 100);
        RetentionCandidate incremental = needing("incremental", 50, full);
        RetentionCandidate newFull = daysAgo("new-full", 1);
        RetentionCandidate newIncremental = needing("new-incremental", 0, newFull);

        // then
        assertThat(kept(limits(30, null, null, null, null), full, incremental, newFull, newIncremental))
                .containsExactlyInAnyOrder("new-full", "new-incremental");
    }

    @Test
    void aBaseOfAnEarlierConfigurationWithTheSameNameIsKept() {
        // given
        RetentionCandidate base = in(new UUID(9, 9), daysAgo("base", 300));
        RetentionCandidate newer = in(new UUID(9, 9), daysAgo("newer", 200));
        RetentionCandidate incremental = needing("incremental", 1, base);

        // then
        assertThat(kept(limits(30, null, null, null, null), base, newer, incremental))
                .containsExactlyInAnyOrder("base", "newer", "incremental");
    }

    @Test
    void dailyPackagesAreKeptForTheLastDaysWithPackages() {
        // given
        RetentionLimits limits = limits(null, null, 2, null, null);

        // then
        assertThat(kept(
                        limits,
                        at("today", "2026-06-15T10:00:00Z"),
                        at("today-earlier", "2026-06-15T01:00:00Z"),
                        at("five-days-ago", "2026-06-10T01:00:00Z"),
                        at("six-days-ago", "2026-06-09T01:00:00Z")))
                .containsExactlyInAnyOrder("today", "five-days-ago");
    }

    @Test
    void aDayIsADayOfTheConfigurationsTimeZone() {
        // given: 23:30 and 00:30 of the next day in Berlin, one day in UTC
        RetentionLimits limits =
                new RetentionLimits(new Retention(null, null, 2, null, null), ZoneId.of("Europe/Berlin"));

        // then
        assertThat(kept(limits, at("late", "2026-06-10T21:30:00Z"), at("early", "2026-06-10T22:30:00Z")))
                .containsExactlyInAnyOrder("late", "early");
    }

    @Test
    void weeksAndMonthsFollowTheCalendar() {
        assertThat(kept(
                        limits(null, null, null, 2, 2),
                        at("monday", "2026-06-15T01:00:00Z"),
                        at("sunday-before", "2026-06-14T01:00:00Z"),
                        at("saturday-before", "2026-06-13T01:00:00Z"),
                        at("end-of-may", "2026-05-31T01:00:00Z"),
                        at("april", "2026-04-30T01:00:00Z")))
                .containsExactlyInAnyOrder("monday", "sunday-before", "end-of-may");
    }

    @Test
    void aPackageFromTheFutureIsKept() {
        assertThat(kept(limits(0, null, null, null, null), daysAgo("future", -1), daysAgo("today", 0)))
                .containsExactly("future");
    }

    @Test
    void thePlanGivesTheReasonOfADeletion() {
        assertThat(decisions(limits(30, 1, null, null, null), daysAgo("a", 1), daysAgo("b", 99)))
                .containsEntry("b", new Decision("b", true, "older than 30 days"));
    }

    private static Set<String> kept(RetentionLimits limits, RetentionCandidate... packages) {
        return decisions(limits, packages).values().stream()
                .filter(decision -> !decision.delete())
                .map(Decision::packageName)
                .collect(Collectors.toSet());
    }

    private static Map<String, Decision> decisions(RetentionLimits limits, RetentionCandidate... packages) {
        return RetentionRules.decide(Arrays.asList(packages), configuration -> limits, NOW).values().stream()
                .collect(Collectors.toMap(Decision::packageName, decision -> decision));
    }

    private static RetentionLimits limits(
            Integer days, Integer number, Integer daily, Integer weekly, Integer monthly) {
        return new RetentionLimits(new Retention(days, number, daily, weekly, monthly), ZoneOffset.UTC);
    }

    private static RetentionCandidate daysAgo(String name, int days) {
        return of(name, days, BackupType.FULL, Quality.GOOD, null);
    }

    private static RetentionCandidate at(String name, String at) {
        return candidate(name, BackupType.FULL, Instant.parse(at), Quality.GOOD, null, Set.of());
    }

    private static RetentionCandidate of(String name, int days, BackupType type, Quality quality, String held) {
        return candidate(name, type, NOW.minus(Duration.ofDays(days)), quality, held, Set.of());
    }

    private static RetentionCandidate needing(String name, int days, RetentionCandidate base) {
        Instant at = NOW.minus(Duration.ofDays(days));
        return candidate(name, BackupType.INCREMENTAL, at, Quality.GOOD, null, Set.of(base.id()));
    }

    private static RetentionCandidate in(UUID configuration, RetentionCandidate of) {
        return new RetentionCandidate(
                of.id(), of.name(), configuration, of.type(), of.at(), 1, of.quality(), of.held(), of.needs());
    }

    private static RetentionCandidate candidate(
            String name, BackupType type, Instant at, Quality quality, String held, Set<PackageId> needs) {
        PackageId id = new PackageId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        return new RetentionCandidate(id, name, NIGHTLY, type, at, 1, quality, held, needs);
    }
}
