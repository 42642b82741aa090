package org.edms.backup.service.restore;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** A restore with the columns that lists are filtered by. Its report may be large, so it is read and written on its own. */
@Entity
@Table(name = "restore_job")
class RestoreJobRow {

    @Id
    UUID id;

    /** The job whose package is restored; null for an upload. */
    @Column(name = "backup_job")
    UUID backup;

    @Enumerated(EnumType.STRING)
    JobStatus status;

    Instant createdAt;
    Instant endedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    RestoreJob body;

    RestoreJobRow() {}

    RestoreJobRow(RestoreJob job, UUID backup) {
        id = job.request().id().value();
        this.backup = backup;
        createdAt = job.createdAt();
        update(job);
    }

    final void update(RestoreJob job) {
        status = job.status();
        endedAt = job.state() instanceof RestoreState.Open ? null : job.state().since();
        body = job;
    }
}
