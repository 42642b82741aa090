package org.edms.backup.service.event;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** An event of a job, as JSON. */
@Entity
@Table(name = "job_event")
class JobEventRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    UUID job;
    String event;

    JobEventRow() {}

    JobEventRow(UUID job, String event) {
        this.job = job;
        this.event = event;
    }
}
