package org.edms.backup.service.backup;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.backup.VerifyResult;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.BackupJobId;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

@Entity
@Table(name = "verification")
class VerificationRow {

    @Id
    UUID id;

    UUID job;

    @Enumerated(EnumType.STRING)
    VerifyLevel level;

    String requestedBy;
    Instant createdAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    VerifyResult result;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    Failure failure;

    VerificationRow() {}

    VerificationRow(UUID id, BackupJobId job, VerifyLevel level, String requestedBy, Instant createdAt) {
        this.id = id;
        this.job = job.value();
        this.level = level;
        this.requestedBy = requestedBy;
        this.createdAt = createdAt;
    }

    void end(VerifyResult found, Failure reason) {
        result = found;
        failure = reason;
    }

    VerificationJob job() {
        return new VerificationJob(id, new BackupJobId(job), level, requestedBy, createdAt, result, failure);
    }
}
