package org.edms.backup.service.retention;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.foundation.start.Settings;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.status.RetentionPlan;
import org.edms.backup.model.status.RetentionPlan.Decision;
import org.edms.backup.service.backup.BackupJobs;
import org.edms.backup.service.configuration.Configurations;
import org.edms.backup.service.edms.Edms;

/** Applies retention: decides which packages to delete, and deletes them. */
@Singleton
class PackageRetention implements Settings {

    private final RetentionCandidateStore candidates;
    private final Configurations configurations;
    private final BackupJobs jobs;
    private final PackageDeletions deletions;
    private final Edms edms;
    private final RetentionSettings settings;
    private final Clock clock;

    PackageRetention(
            RetentionCandidateStore candidates,
            Configurations configurations,
            BackupJobs jobs,
            PackageDeletions deletions,
            Edms edms,
            RetentionSettings settings,
            Clock clock) {
        this.candidates = candidates;
        this.configurations = configurations;
        this.jobs = jobs;
        this.deletions = deletions;
        this.edms = edms;
        this.settings = settings;
        this.clock = clock;
    }

    /** The packages that would be deleted now. */
    RetentionPlan plan() {
        return decide(candidates.read()).plan(true);
    }

    /** Decides in the caller's transaction, and detaches packages from their jobs. {@link #deleteFiles} deletes the files later. */
    RetentionPlan decide() {
        List<RetentionCandidateStore.JobPackage> packages = candidates.lock();
        Decided decided = decide(packages);
        for (RetentionCandidateStore.JobPackage each : packages) {
            Decision decision = decided.ofJobs().get(each.candidate());
            if (decision.delete()) {
                jobs.detachPackage(each.job());
                deletions.schedule(decision.packageName(), each.job(), decision.reason());
            }
        }
        for (UnmanagedPackages.Decided loose : decided.loose()) {
            if (loose.decision().delete()) {
                deletions.schedule(
                        loose.decision().packageName(), null, loose.decision().reason());
            }
        }
        return decided.plan(false);
    }

    /** Deletes the files of the decided packages, and the remains of interrupted uploads. */
    void deleteFiles() {
        deletions.execute();
        edms.stores().at("uploads").removeLeftovers();
    }

    private record Decided(Map<RetentionCandidate, Decision> ofJobs, List<UnmanagedPackages.Decided> loose) {

        RetentionPlan plan(boolean dryRun) {
            List<Decision> all = new ArrayList<>(ofJobs.values());
            loose.forEach(each -> all.add(each.decision()));
            long ofJobsFreed = ofJobs.entrySet().stream()
                    .filter(entry -> entry.getValue().delete())
                    .mapToLong(entry -> entry.getKey().bytes())
                    .sum();
            long looseFreed = loose.stream()
                    .filter(each -> each.decision().delete())
                    .mapToLong(UnmanagedPackages.Decided::bytes)
                    .sum();
            return new RetentionPlan(dryRun, all, ofJobsFreed + looseFreed);
        }
    }

    private Decided decide(List<RetentionCandidateStore.JobPackage> packages) {
        List<RetentionCandidate> ofJobs = packages.stream()
                .map(RetentionCandidateStore.JobPackage::candidate)
                .toList();
        Map<UUID, RetentionLimits> limits = limits();
        Set<String> names = ofJobs.stream().map(RetentionCandidate::name).collect(Collectors.toSet());
        return new Decided(
                RetentionRules.decide(ofJobs, id -> limits.getOrDefault(id, otherwise()), clock.instant()),
                new UnmanagedPackages(edms.stores(), names, candidates.packagesBeingRestored(), clock.instant())
                        .decide(settings.uploads(), settings.safetyPackages()));
    }

    private Map<UUID, RetentionLimits> limits() {
        Map<UUID, RetentionLimits> limits = new HashMap<>();
        for (BackupConfiguration each : configurations.all()) {
            RetentionLimits own =
                    new RetentionLimits(each.retention(), each.schedule().timeZone());
            limits.put(each.id().value(), own.none() ? otherwise() : own);
        }
        return limits;
    }

    private RetentionLimits otherwise() {
        return new RetentionLimits(new Retention(settings.days().orElse(null), null, null, null, null), ZoneOffset.UTC);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (settings.days().filter(days -> days < 1).isPresent()) {
            problems.add("BACKUP_RETENTION_DAYS must be at least 1; omit it to keep all packages");
        }
        if (settings.uploads().toHours() < 1) {
            problems.add(
                    "edms.retention.uploads must be at least 1h, because a package is uploaded before its restore begins");
        }
        if (settings.safetyPackages().toDays() < 1) {
            problems.add("edms.retention.safety-packages must be at least 1d: safety packages undo a restore");
        }
        return problems;
    }
}
