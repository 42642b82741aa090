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
 * Which packages go. A package stays that any rule keeps, and then all packages that it needs stay as well, be they of its
 * configuration or of one that had its name before. Of each configuration, the newest package of each type stays in any case,
 * and the newest good one: the next incremental package builds on it, and a configuration that has stopped working keeps
 * what it has.
 */
final class RetentionRules {

    private static final Comparator<Candidate> NEWEST_FIRST =
            Comparator.comparing(Candidate::at).reversed().thenComparing(Candidate::name, Comparator.reverseOrder());

    private final Function<UUID, Limits> limits;
    private final Instant now;
    private final Map<PackageId, String> kept = new HashMap<>();

    /** @param limits of a configuration; of what was made without one, for null */
    RetentionRules(Function<UUID, Limits> limits, Instant now) {
        this.limits = limits;
        this.now = now;
    }

    /** @return a decision for each package, the newest first */
    static Map<Candidate, Decision> decide(Collection<Candidate> packages, Function<UUID, Limits> limits, Instant now) {
        return new RetentionRules(limits, now).decide(packages);
    }

    private Map<Candidate, Decision> decide(Collection<Candidate> packages) {
        List<Candidate> newestFirst = packages.stream().sorted(NEWEST_FIRST).toList();
        for (List<Candidate> group : groups(newestFirst)) {
            keep(group, limits.apply(group.get(0).configuration()));
        }
        keepNeeded(newestFirst);
        Map<Candidate, Decision> decisions = new LinkedHashMap<>();
        newestFirst.forEach(each -> decisions.put(each, decision(each)));
        return decisions;
    }

    private static Collection<List<Candidate>> groups(List<Candidate> packages) {
        return packages.stream()
                .collect(Collectors.groupingBy(each -> Optional.ofNullable(each.configuration())))
                .values();
    }

    private void keep(List<Candidate> newestFirst, Limits limit) {
        List<Candidate> whole = newestFirst.stream().filter(Candidate::whole).toList();
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

    private void keepHeld(List<Candidate> packages) {
        packages.stream().filter(each -> each.held() != null).forEach(each -> keep(each, each.held()));
    }

    private void keepNewestOfEachType(List<Candidate> newestFirst) {
        Set<BackupType> seen = EnumSet.noneOf(BackupType.class);
        Set<BackupType> seenWhole = EnumSet.noneOf(BackupType.class);
        Set<BackupType> seenGood = EnumSet.noneOf(BackupType.class);
        for (Candidate each : newestFirst) {
            if (each.quality() == Candidate.Quality.GOOD && seenGood.add(each.type())) {
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

    private void keepYoung(List<Candidate> packages, Integer days) {
        if (days == null) {
            return;
        }
        Duration limit = Duration.ofDays(days);
        packages.stream()
                .filter(each -> Duration.between(each.at(), now).compareTo(limit) < 0)
                .forEach(each -> keep(each, "younger than " + days + " days"));
    }

    private void keepNewest(List<Candidate> newestFirst, Integer number) {
        if (number != null) {
            newestFirst.stream().limit(number).forEach(each -> keep(each, "one of the newest " + number));
        }
    }

    private <P> void keepLastOf(List<Candidate> newestFirst, int periods, String name, Function<Instant, P> periodOf) {
        Set<P> seen = new HashSet<>();
        for (Candidate each : newestFirst) {
            if (seen.size() == periods) {
                return;
            }
            if (seen.add(periodOf.apply(each.at()))) {
                keep(each, "the last of a " + name);
            }
        }
    }

    /** What is needed may need others in turn. */
    private void keepNeeded(List<Candidate> packages) {
        Map<PackageId, Candidate> byId = packages.stream().collect(Collectors.toMap(Candidate::id, each -> each));
        List<Candidate> open = new ArrayList<>(
                packages.stream().filter(each -> kept.containsKey(each.id())).toList());
        while (!open.isEmpty()) {
            Candidate next = open.remove(open.size() - 1);
            for (PackageId id : next.needs()) {
                Candidate needed = byId.get(id);
                if (needed != null && keep(needed, next.name() + " needs it")) {
                    open.add(needed);
                }
            }
        }
    }

    private boolean keep(Candidate each, String reason) {
        return kept.putIfAbsent(each.id(), reason) == null;
    }

    private Decision decision(Candidate each) {
        String reason = kept.get(each.id());
        return new Decision(
                each.name(),
                reason == null,
                reason == null ? limits.apply(each.configuration()).exceeded() : reason);
    }
}
