package org.edms.backup.service.retention;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.service.backup.BackupJobStore;
import org.edms.backup.service.retention.RetentionCandidate.Quality;
import org.hibernate.Session;

/** The packages of backup jobs, with the reasons to keep them. */
@Singleton
@Transactional
class RetentionCandidateStore {

    private final BackupJobStore jobs;
    private final Session session;

    RetentionCandidateStore(BackupJobStore jobs, Session session) {
        this.jobs = jobs;
        this.session = session;
    }

    /** A job whose package retention decides about. */
    record JobPackage(BackupJobId job, RetentionCandidate candidate) {}

    /** Locks the jobs until the transaction ends, so that nobody requests the restore of a package that is deleted. */
    List<JobPackage> lock() {
        return candidates(jobs.lockPackaged());
    }

    List<JobPackage> read() {
        return candidates(jobs.packaged());
    }

    private List<JobPackage> candidates(List<BackupJobStore.Packaged> packages) {
        Map<UUID, Usage> usages = usages();
        return packages.stream()
                .filter(each -> usages.containsKey(each.job().id().value()))
                .map(each -> candidate(each, usages.get(each.job().id().value())))
                .toList();
    }

    /** @param findings of the last verification; null without one */
    record Usage(UUID job, boolean restoring, boolean verifying, boolean building, Integer findings) {

        String reasonToKeep() {
            if (restoring) {
                return "being restored";
            }
            if (verifying) {
                return "being verified";
            }
            return building ? "a backup is being made that may build on it" : null;
        }
    }

    private Map<UUID, Usage> usages() {
        return session.createNativeQuery("""
                        select j.id,
                            exists (select 1 from restore_job r
                                where r.status in ('PENDING', 'PLANNING', 'AWAITING_APPROVAL', 'RUNNING', 'VERIFYING')
                                  and r.body -> 'request' ->> 'package_name' = j.package_name) as restoring,
                            exists (select 1 from verification v
                                where v.job = j.id and v.result is null and v.failure is null) as verifying,
                            exists (select 1 from backup_job b
                                where b.configuration is not distinct from j.configuration
                                  and b.status in ('RUNNING', 'VERIFYING')
                                  and b.backup_type in ('INCREMENTAL', 'DIFFERENTIAL')) as building,
                            (select jsonb_array_length(v.result -> 'findings') from verification v
                                where v.job = j.id and v.result is not null
                                order by v.created_at desc limit 1) as findings
                        from backup_job j
                        where j.package_name is not null
                        """, Usage.class)
                .getResultStream()
                .collect(Collectors.toMap(Usage::job, Function.identity()));
    }

    /** Names of packages that a restore is reading. */
    Set<String> packagesBeingRestored() {
        return Set.copyOf(session.createNativeQuery("""
                        select body -> 'request' ->> 'package_name' from restore_job
                        where status in ('PENDING', 'PLANNING', 'AWAITING_APPROVAL', 'RUNNING', 'VERIFYING')
                        """, String.class).getResultList());
    }

    private static JobPackage candidate(BackupJobStore.Packaged packaged, Usage usage) {
        BackupJob job = packaged.job();
        return new JobPackage(
                job.id(),
                new RetentionCandidate(
                        job.backupPackage().id(),
                        job.backupPackage().name(),
                        job.configuration() == null ? null : job.configuration().value(),
                        job.backupType(),
                        job.createdAt(),
                        job.backupPackage().bytes(),
                        quality(job, usage),
                        job.pinned() ? "pinned" : usage.reasonToKeep(),
                        packaged.needs()));
    }

    private static Quality quality(BackupJob job, Usage usage) {
        if (usage.findings() != null && usage.findings() > 0) {
            return Quality.BROKEN;
        }
        return job.state() instanceof Outcome.Completed ? Quality.GOOD : Quality.WITH_WARNINGS;
    }
}
