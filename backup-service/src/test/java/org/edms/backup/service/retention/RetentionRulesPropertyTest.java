package org.edms.backup.service.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.status.RetentionPlan.Decision;
import org.edms.backup.service.retention.RetentionCandidate.Quality;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with somebody who asks of each package, one by one, whether anything speaks for it. */
class RetentionRulesPropertyTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final int CASES = 400;
    private static final BackupType[] TYPES = {BackupType.FULL, BackupType.INCREMENTAL, BackupType.DATABASE};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theRulesKeepTheSamePackagesAsACheckOfEachPackage(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            // given
            List<RetentionCandidate> packages = packages(random);
            Map<UUID, RetentionLimits> limits = Map.of(new UUID(0, 0), limits(random), new UUID(0, 1), limits(random));

            // when
            Map<RetentionCandidate, Decision> decisions = RetentionRules.decide(packages, limits::get, NOW);

            // then
            Set<RetentionCandidate> expected = expected(packages, limits);
            Set<RetentionCandidate> kept = decisions.entrySet().stream()
                    .filter(entry -> !entry.getValue().delete())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            assertThat(kept).as("seed %d case %d: %s", seed, i, limits).isEqualTo(expected);
            assertThat(decisions.keySet()).containsExactlyInAnyOrderElementsOf(packages);
        }
    }

    private static List<RetentionCandidate> packages(Random random) {
        List<RetentionCandidate> packages = new ArrayList<>();
        int number = random.nextInt(25);
        for (int i = 0; i < number; i++) {
            Set<PackageId> needs = new HashSet<>();
            if (i > 0 && random.nextInt(3) == 0) {
                needs.add(packages.get(random.nextInt(i)).id());
            }
            packages.add(new RetentionCandidate(
                    new PackageId(new UUID(7, i)),
                    "package-" + i,
                    new UUID(0, random.nextInt(2)),
                    TYPES[random.nextInt(TYPES.length)],
                    NOW.minus(Duration.ofHours(random.nextInt(24 * 120))),
                    1,
                    Quality.values()[Math.min(2, random.nextInt(6) / 2)],
                    random.nextInt(15) == 0 ? "pinned" : null,
                    needs));
        }
        return packages;
    }

    private static RetentionLimits limits(Random random) {
        return new RetentionLimits(
                new Retention(
                        number(random, 60), atLeastOne(number(random, 8)), small(random), small(random), small(random)),
                ZoneId.of(random.nextBoolean() ? "UTC" : "Pacific/Auckland"));
    }

    private static Integer number(Random random, int bound) {
        return random.nextInt(3) == 0 ? random.nextInt(bound) : null;
    }

    private static Integer small(Random random) {
        return number(random, 5);
    }

    private static Integer atLeastOne(Integer number) {
        return number == null ? null : Math.max(1, number);
    }

    private static Set<RetentionCandidate> expected(
            List<RetentionCandidate> packages, Map<UUID, RetentionLimits> limits) {
        Set<RetentionCandidate> kept = new HashSet<>();
        for (RetentionCandidate each : packages) {
            List<RetentionCandidate> group = packages.stream()
                    .filter(other -> other.configuration().equals(each.configuration()))
                    .toList();
            if (speaksForIt(each, group, limits.get(each.configuration()))) {
                kept.add(each);
            }
        }
        int before;
        do {
            before = kept.size();
            Set<PackageId> needed =
                    kept.stream().flatMap(each -> each.needs().stream()).collect(Collectors.toSet());
            packages.stream().filter(each -> needed.contains(each.id())).forEach(kept::add);
        } while (kept.size() > before);
        return kept;
    }

    private static boolean speaksForIt(
            RetentionCandidate each, List<RetentionCandidate> group, RetentionLimits limits) {
        Retention rules = limits.retention();
        boolean unlimited = rules.retentionDays() == null
                && rules.maxBackups() == null
                && zero(rules.keepDaily())
                && zero(rules.keepWeekly())
                && zero(rules.keepMonthly());
        List<RetentionCandidate> whole = group.stream()
                .filter(other -> other.quality() != Quality.BROKEN)
                .toList();
        List<RetentionCandidate> sameType =
                group.stream().filter(other -> other.type() == each.type()).toList();
        long newerWhole = whole.stream().filter(other -> isNewer(other, each)).count();
        boolean isWhole = each.quality() != Quality.BROKEN;
        return unlimited
                || each.held() != null
                || (rules.retentionDays() != null
                        && each.at().isAfter(NOW.minus(rules.retentionDays(), ChronoUnit.DAYS)))
                || (rules.maxBackups() != null && isWhole && newerWhole < rules.maxBackups())
                || (isWhole && isLast(each, whole, rules.keepDaily(), at -> date(at, limits)))
                || (isWhole && isLast(each, whole, rules.keepWeekly(), at -> monday(at, limits)))
                || (isWhole
                        && isLast(
                                each,
                                whole,
                                rules.keepMonthly(),
                                at -> date(at, limits).withDayOfMonth(1)))
                || isNewest(each, sameType, other -> true)
                || isNewest(each, sameType, RetentionCandidate::whole)
                || isNewest(each, sameType, other -> other.quality() == Quality.GOOD);
    }

    private static boolean isNewest(
            RetentionCandidate each, List<RetentionCandidate> among, Function<RetentionCandidate, Boolean> wanted) {
        return wanted.apply(each) && among.stream().filter(wanted::apply).noneMatch(other -> isNewer(other, each));
    }

    /** Whether nothing follows in its period, and fewer periods with packages than are wanted follow its own. */
    private static boolean isLast(
            RetentionCandidate each,
            List<RetentionCandidate> among,
            Integer periods,
            Function<Instant, LocalDate> period) {
        LocalDate own = period.apply(each.at());
        boolean lastOfPeriod = among.stream()
                .filter(other -> period.apply(other.at()).equals(own))
                .noneMatch(other -> isNewer(other, each));
        long later = among.stream()
                .map(other -> period.apply(other.at()))
                .filter(other -> other.isAfter(own))
                .distinct()
                .count();
        return periods != null && lastOfPeriod && later < periods;
    }

    private static boolean isNewer(RetentionCandidate one, RetentionCandidate other) {
        return one.at().equals(other.at())
                ? one.name().compareTo(other.name()) > 0
                : one.at().isAfter(other.at());
    }

    private static LocalDate date(Instant at, RetentionLimits limits) {
        return LocalDate.ofInstant(at, limits.zone());
    }

    private static LocalDate monday(Instant at, RetentionLimits limits) {
        return date(at, limits).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static boolean zero(Integer number) {
        return number == null || number == 0;
    }
}
