package org.edms.backup.service.configuration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** A configuration with the columns that it is found by. */
@Entity
@Table(name = "configuration")
class ConfigurationRow {

    @Id
    UUID id;

    String name;

    @Column(updatable = false)
    Instant createdAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    BackupConfiguration body;

    ConfigurationRow() {}

    ConfigurationRow(BackupConfiguration configuration, Instant createdAt) {
        id = configuration.id().value();
        this.createdAt = createdAt;
        update(configuration);
    }

    final void update(BackupConfiguration configuration) {
        name = configuration.name();
        body = configuration;
    }
}
