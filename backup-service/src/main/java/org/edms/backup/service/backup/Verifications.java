package org.edms.backup.service.backup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.edms.backup.foundation.task.Tasks;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.UuidV7;

/** Requested verifications of packages, and their results. */
@Singleton
@Transactional
public class Verifications implements PanacheRepositoryBase<VerificationRow, UUID> {

    private static final int LISTED = 100;

    private final BackupJobStore jobs;
    private final Tasks tasks;
    private final Clock clock;
    private final UuidV7 ids;

    Verifications(BackupJobStore jobs, Tasks tasks, Clock clock, UuidV7 ids) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.clock = clock;
        this.ids = ids;
    }

    UUID request(BackupJobId id, VerifyLevel level, String by) {
        if (jobs.lock(id).backupPackage() == null) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "the job has no package");
        }
        UUID verification = ids.next();
        persist(new VerificationRow(verification, id, level, by, clock.instant()));
        tasks.add(verification, VerifyWork.KIND);
        return verification;
    }

    VerificationJob get(UUID id) {
        return row(id).job();
    }

    List<VerificationJob> of(BackupJobId job) {
        return find("job", Sort.descending("createdAt"), job.value()).page(0, LISTED).stream()
                .map(VerificationRow::job)
                .toList();
    }

    /** @param failure why the package could not be verified; null when it was */
    void end(UUID id, VerifyResult result, Failure failure) {
        row(id).end(result, failure);
    }

    private VerificationRow row(UUID id) {
        return findByIdOptional(id)
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the verification " + id));
    }
}
