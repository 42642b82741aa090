package org.edms.backup.service.health;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** The result of a health check with the columns that lists are filtered by. */
@Entity
@Immutable
@Table(name = "health_check")
class HealthCheckRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Enumerated(EnumType.STRING)
    CheckType checkType;

    @Enumerated(EnumType.STRING)
    HealthStatus status;

    Instant checkedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    HealthCheck body;

    HealthCheckRow() {}

    HealthCheckRow(HealthCheck check) {
        checkType = check.checkType();
        status = check.status();
        checkedAt = check.checkedAt();
        body = check;
    }
}
