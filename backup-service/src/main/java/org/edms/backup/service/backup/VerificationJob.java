package org.edms.backup.service.backup;

import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.BackupJobId;

/**
 * A requested verification of a package and its outcome.
 *
 * @param result null until the verification ends, and if it failed
 * @param failure why the package could not be verified; null unless it failed
 */
public record VerificationJob(
        UUID id,
        BackupJobId job,
        VerifyLevel level,
        String requestedBy,
        Instant createdAt,
        VerifyResult result,
        Failure failure) {}
