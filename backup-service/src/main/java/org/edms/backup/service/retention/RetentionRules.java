package org.edms.backup.service.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.status.RetentionPlan.Decision;

/**
 * Decides which packages are deleted. A package is kept if any rule keeps it, or if a kept package needs it, even one of another
 * configuration. Each configuration always keeps its newest package and its newest good package of each type: the next
 * incremental package builds on it, and a configuration that fails keeps what it has.
 */
final class RetentionRules {

    private static final Comparator<RetentionCandidate> NEWEST_FIRST = Comparator.comparing(RetentionCandidate::at)
            .reversed()
            .thenComparing(RetentionCandidate::name, Comparator.reverseOrder());

    private final Function<UUID, RetentionLimits> limits;
    private final Instant now;
    private final Map<PackageId, String> kept = new HashMap<>();

    /** @param limits of a configuration; null asks for those of packages without one */
    RetentionRules(Function<UUID, RetentionLimits> limits, Instant now) {
        this.limits = limits;
        this.now = now;
    }

    /** @return a decision for each package, the newest first */
    static Map<RetentionCandidate, Decision> decide(
            Collection<RetentionCandidate> packages, Function<UUID, RetentionLimits> limits, Instant now) {
        return new RetentionRules(limits, now).decide(packages);
    }

    private Map<RetentionCandidate, Decision> decide(Collection<RetentionCandidate> packages) {
        List<RetentionCandidate> newestFirst =
                packages.stream().sorted(NEWEST_FIRST).toList();
        for (List<RetentionCandidate> group : groups(newestFirst)) {
            keep(group, limits.apply(group.get(0).configuration()));
        }
        keepNeeded(newestFirst);
        Map<RetentionCandidate, Decision> decisions = new LinkedHashMap<>();
        newestFirst.forEach(each -> decisions.put(each, decision(each)));
        return decisions;
    }

    private static Collection<List<RetentionCandidate>> groups(List<RetentionCandidate> packages) {
        return packages.stream()
                .collect(Collectors.groupingBy(each -> Optional.ofNullable(each.configuration())))
                .values();
    }

    private void keep(List<RetentionCandidate> newestFirst, RetentionLimits limit) {
        List<RetentionCandidate> whole =
                newestFirst.stream().filter(RetentionCandidate::whole).toList();
        keepHeld(newestFirst);
        keepNewestOfEachType(newestFirst);
        if (limit.none()) {
            newestFirst.forEach(each -> keep(each, "no limits are set"));
        }
        keepYoung(newestFirst, limit.retention().retentionDays());
        keepNewest(whole, limit.retention().maxBackups());
        keepLastOf(whole, limit.days(), "day", limit::dayOf);
        keepLastOf(whole, limit.weeks(), "week", limit::weekOf);
        keepLastOf(whole, limit.months(), "month", limit::monthOf);
    }

    private void keepHeld(List<RetentionCandidate> packages) {
        packages.stream().filter(each -> each.held() != null).forEach(each -> keep(each, each.held()));
    }

    private void keepNewestOfEachType(List<RetentionCandidate> newestFirst) {
        Set<BackupType> seen = EnumSet.noneOf(BackupType.class);
        Set<BackupType> seenWhole = EnumSet.noneOf(BackupType.class);
        Set<BackupType> seenGood = EnumSet.noneOf(BackupType.class);
        for (RetentionCandidate each : newestFirst) {
            if (each.quality() == RetentionCandidate.Quality.GOOD && seenGood.add(each.type())) {
                keep(each, "the last good one of its type");
            }
            if (each.whole() && seenWhole.add(each.type())) {
                keep(each, "the last whole one of its type");
            }
            if (seen.add(each.type())) {
                keep(each, "the last one of its type");
            }
        }
    }

    private void keepYoung(List<RetentionCandidate> packages, Integer days) {
        if (days == null) {
            return;
        }
        Duration limit = Duration.ofDays(days);
        packages.stream()
                .filter(each -> Duration.between(each.at(), now).compareTo(limit) < 0)
                .forEach(each -> keep(each, "younger than " + days + " days"));
    }

    private void keepNewest(List<RetentionCandidate> newestFirst, Integer number) {
        if (number != null) {
            newestFirst.stream().limit(number).forEach(each -> keep(each, "one of the newest " + number));
        }
    }

    private <P> void keepLastOf(
            List<RetentionCandidate> newestFirst, int periods, String name, Function<Instant, P> periodOf) {
        Set<P> seen = new HashSet<>();
        for (RetentionCandidate each : newestFirst) {
            if (seen.size() == periods) {
                return;
            }
            if (seen.add(periodOf.apply(each.at()))) {
                keep(each, "the last of a " + name);
            }
        }
    }

    /** A needed package may need others in turn. */
    private void keepNeeded(List<RetentionCandidate> packages) {
        Map<PackageId, RetentionCandidate> byId =
                packages.stream().collect(Collectors.toMap(RetentionCandidate::id, each -> each));
        List<RetentionCandidate> open = new ArrayList<>(
                packages.stream().filter(each -> kept.containsKey(each.id())).toList());
        while (!open.isEmpty()) {
            RetentionCandidate next = open.remove(open.size() - 1);
            for (PackageId id : next.needs()) {
                RetentionCandidate needed = byId.get(id);
                if (needed != null && keep(needed, next.name() + " needs it")) {
                    open.add(needed);
                }
            }
        }
    }

    private boolean keep(RetentionCandidate each, String reason) {
        return kept.putIfAbsent(each.id(), reason) == null;
    }

    private Decision decision(RetentionCandidate each) {
        String reason = kept.get(each.id());
        return new Decision(
                each.name(),
                reason == null,
                reason == null ? limits.apply(each.configuration()).exceeded() : reason);
    }
}
