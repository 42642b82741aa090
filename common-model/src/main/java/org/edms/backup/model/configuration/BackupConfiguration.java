package org.edms.backup.model.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.id.ConfigurationId;

/**
 * A recurring backup: its content, schedule, destination and retention. Its JSON is flat. By default it is enabled, compressed
 * and not encrypted.
 *
 * @param name unique; can replace the id
 * @param storagePath a directory below the package store; empty for the store itself
 * @param scheduledSince when it was created, enabled or rescheduled; earlier due times do not count as missed
 */
public record BackupConfiguration(
        ConfigurationId id,
        String name,
        BackupType backupType,
        @JsonUnwrapped Schedule schedule,
        @JsonUnwrapped Retention retention,
        String storagePath,
        Boolean compressionEnabled,
        Boolean encryptionEnabled,
        @JsonProperty("is_enabled") Boolean enabled,
        String description,
        Instant scheduledSince) {

    private static final int LONGEST_NAME = 200;

    public BackupConfiguration {
        Objects.requireNonNull(backupType, "backup_type");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(retention, "retention");
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("name must have 1 to " + LONGEST_NAME + " characters");
        }
        storagePath = storagePath == null ? "" : storagePath;
        compressionEnabled = compressionEnabled == null || compressionEnabled;
        encryptionEnabled = encryptionEnabled != null && encryptionEnabled;
        enabled = enabled == null || enabled;
        description = description == null ? "" : description;
    }
}
