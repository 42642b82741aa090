package org.edms.backup.foundation.task;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** Work that waits or is being done. A finished task has no row. */
@Entity
public class Task extends PanacheEntityBase {

    @Id
    UUID id;

    String kind;
    int attempt;
    String leaseOwner;
    Instant leaseUntil;
    String cancelledBy;
    String failure;
    String trace;

    Task() {}

    Task(UUID id, String kind, String trace) {
        this.id = id;
        this.kind = kind;
        this.trace = trace;
    }

    /** The id of the job that the work belongs to. */
    public UUID id() {
        return id;
    }

    public String kind() {
        return kind;
    }

    /** 1 for the first; each claim counts, also one that takes over an expired lease. */
    public int attempt() {
        return attempt;
    }

    /** Who cancelled it; null for nobody. */
    public String cancelledBy() {
        return cancelledBy;
    }

    /** How the previous attempt failed; null for the first attempt, and after one that left no failure. */
    public String failure() {
        return failure;
    }

    /** The trace that the task belongs to; null for none. */
    public String trace() {
        return trace;
    }
}
