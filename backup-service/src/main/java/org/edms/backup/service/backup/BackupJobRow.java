package org.edms.backup.service.backup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.Outcome;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** A backup job with the columns that lists are filtered by. */
@Entity
@Table(name = "backup_job")
class BackupJobRow {

    @Id
    UUID id;

    UUID configuration;

    @Enumerated(EnumType.STRING)
    BackupType backupType;

    @Enumerated(EnumType.STRING)
    JobStatus status;

    Instant createdAt;
    Instant endedAt;
    String packageName;

    /** Packages that hold content of this job's package. */
    UUID[] needs = {};

    @Column(updatable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    BackupOrder orderGiven;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    BackupJob body;

    BackupJobRow() {}

    BackupJobRow(BackupJob job, BackupOrder order) {
        id = job.id().value();
        configuration = job.configuration() == null ? null : job.configuration().value();
        backupType = job.backupType();
        createdAt = job.createdAt();
        orderGiven = order;
        update(job);
    }

    final void update(BackupJob job) {
        status = job.status();
        endedAt = job.state() instanceof Outcome ? job.state().since() : null;
        packageName = job.backupPackage() == null ? null : job.backupPackage().name();
        body = job;
    }

    void needs(Collection<PackageId> packages) {
        needs = packages.stream().map(PackageId::value).toArray(UUID[]::new);
    }
}
