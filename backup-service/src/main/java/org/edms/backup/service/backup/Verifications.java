package org.edms.backup.service.backup;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.edms.backup.foundation.database.JsonColumn;
import org.edms.backup.foundation.task.Tasks;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.UuidV7;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What was found when packages were looked at again. */
@Singleton
public class Verifications {

    private static final String COLUMNS = "select id, job, level, requested_by, created_at, result, failure ";

    private final Jdbi jdbi;
    private final BackupJobStore jobs;
    private final Tasks tasks;
    private final Clock clock;
    private final UuidV7 ids;

    Verifications(Jdbi jdbi, BackupJobStore jobs, Tasks tasks, Clock clock, UuidV7 ids) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.tasks = tasks;
        this.clock = clock;
        this.ids = ids;
    }

    UUID request(Handle transaction, BackupJobId id, VerifyLevel level, String by) {
        BackupJob job = jobs.lock(transaction, id);
        if (job.backupPackage() == null) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "the job has no package");
        }
        UUID verification = ids.next();
        transaction
                .createUpdate("""
                        insert into verification (id, job, level, requested_by, created_at)
                        values (:id, :job, :level, :by, :at)
                        """)
                .bind("id", verification)
                .bind("job", id.value())
                .bind("level", level.name())
                .bind("by", by)
                .bind("at", clock.instant())
                .execute();
        tasks.add(transaction, verification, VerifyWork.KIND);
        return verification;
    }

    VerificationJob get(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(COLUMNS + "from verification where id = :id")
                .bind("id", id)
                .map((row, context) -> verificationJob(row))
                .findOne()
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the verification " + id)));
    }

    List<VerificationJob> of(BackupJobId job) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        COLUMNS + "from verification where job = :job order by created_at desc limit 100")
                .bind("job", job.value())
                .map((row, context) -> verificationJob(row))
                .list());
    }

    private static VerificationJob verificationJob(ResultSet row) throws SQLException {
        return new VerificationJob(
                row.getObject("id", UUID.class),
                new BackupJobId(row.getObject("job", UUID.class)),
                VerifyLevel.valueOf(row.getString("level")),
                row.getString("requested_by"),
                row.getTimestamp("created_at").toInstant(),
                JsonColumn.read(row.getString("result"), VerifyResult.class),
                JsonColumn.read(row.getString("failure"), Failure.class));
    }

    void found(Handle transaction, UUID id, VerifyResult result, Failure failure) {
        transaction
                .createUpdate("""
                        update verification
                        set result = cast(:result as jsonb), failure = cast(:failure as jsonb) where id = :id
                        """)
                .bind("result", JsonColumn.write(result))
                .bind("failure", JsonColumn.write(failure))
                .bind("id", id)
                .execute();
    }
}
