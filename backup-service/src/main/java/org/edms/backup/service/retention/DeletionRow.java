package org.edms.backup.service.retention;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A package whose file is being deleted. */
@Entity
@Immutable
@Table(name = "removal")
class DeletionRow {

    @Id
    String packageName;

    /** The job that made the package; null for none. */
    UUID job;

    String reason;

    @Column(insertable = false)
    Instant decidedAt;
}
