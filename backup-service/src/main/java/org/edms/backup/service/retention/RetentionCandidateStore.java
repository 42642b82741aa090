package org.edms.backup.service.retention;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.edms.backup.foundation.database.JsonColumn;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.service.retention.RetentionCandidate.Quality;
import org.jdbi.v3.core.Handle;

/** The packages of the jobs, with all that speaks for keeping them. */
@Singleton
class RetentionCandidateStore {

    /** A job whose package may go. */
    record JobPackage(BackupJobId job, RetentionCandidate candidate) {}

    /** The jobs stay as they are until the transaction ends: nobody asks for the restore of a package that goes. */
    List<JobPackage> lock(Handle transaction) {
        transaction.execute("select 1 from backup_job where package_name is not null order by id for update");
        return read(transaction);
    }

    List<JobPackage> read(Handle handle) {
        return handle.createQuery("""
                        select j.body, j.needs,
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
                        """).map((row, context) -> candidate(row)).list();
    }

    /** Packages of the store that a restore is reading. */
    Set<String> packagesBeingRestored(Handle handle) {
        return handle.createQuery("""
                        select body -> 'request' ->> 'package_name' from restore_job
                        where status in ('PENDING', 'PLANNING', 'AWAITING_APPROVAL', 'RUNNING', 'VERIFYING')
                        """).mapTo(String.class).set();
    }

    private static JobPackage candidate(ResultSet row) throws SQLException {
        BackupJob job = JsonColumn.read(row.getString("body"), BackupJob.class);
        return new JobPackage(
                job.id(),
                new RetentionCandidate(
                        job.backupPackage().id(),
                        job.backupPackage().name(),
                        job.configuration() == null ? null : job.configuration().value(),
                        job.backupType(),
                        job.createdAt(),
                        job.backupPackage().bytes(),
                        quality(job, Optional.ofNullable((Integer) row.getObject("findings"))),
                        held(row, job),
                        needs(row)));
    }

    private static Quality quality(BackupJob job, Optional<Integer> findings) {
        if (findings.isPresent() && findings.get() > 0) {
            return Quality.BROKEN;
        }
        return job.state() instanceof Outcome.Completed ? Quality.GOOD : Quality.WITH_WARNINGS;
    }

    private static String held(ResultSet row, BackupJob job) throws SQLException {
        if (job.pinned()) {
            return "pinned";
        }
        if (row.getBoolean("restoring")) {
            return "being restored";
        }
        if (row.getBoolean("verifying")) {
            return "being verified";
        }
        return row.getBoolean("building") ? "a backup is being made that may build on it" : null;
    }

    private static Set<PackageId> needs(ResultSet row) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray("needs").getArray())
                .map(PackageId::new)
                .collect(Collectors.toSet());
    }
}
