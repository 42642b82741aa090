package org.edms.backup.service.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.edms.backup.model.Json;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.ConfigurationId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.service.edms.Edms;

/** The backup configurations. */
@Singleton
@Transactional
public class Configurations implements PanacheRepositoryBase<ConfigurationRow, UUID> {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final ObjectMapper MAPPER = Json.newStrictMapper();

    private final Clock clock;
    private final UuidV7 ids;
    private final Edms edms;

    Configurations(Clock clock, UuidV7 ids, Edms edms) {
        this.clock = clock;
        this.ids = ids;
        this.edms = edms;
    }

    PanacheQuery<ConfigurationRow> newestFirst() {
        return findAll(Sort.descending("createdAt").and("id"));
    }

    public List<BackupConfiguration> all() {
        return newestFirst().stream().map(row -> row.body).toList();
    }

    public BackupConfiguration get(String idOrName) {
        return row(idOrName, LockModeType.NONE).body;
    }

    BackupConfiguration create(BackupConfiguration wanted) {
        BackupConfiguration created = with(wanted, new ConfigurationId(ids.next()), wanted.enabled(), clock.instant());
        check(created);
        persist(new ConfigurationRow(created, created.scheduledSince()));
        flush(created);
        return created;
    }

    BackupConfiguration replace(String idOrName, BackupConfiguration wanted) {
        return update(idOrName, present -> wanted);
    }

    BackupConfiguration enable(String idOrName, boolean enabled) {
        return update(idOrName, present -> with(present, present.id(), enabled, present.scheduledSince()));
    }

    /** Keeps the fields that the change does not name. */
    BackupConfiguration patch(String idOrName, JsonNode change) {
        if (!change.isObject()) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the body must be an object with the fields to change");
        }
        return update(idOrName, present -> {
            ObjectNode merged = MAPPER.valueToTree(present);
            merged.setAll((ObjectNode) change);
            try {
                return MAPPER.treeToValue(merged, BackupConfiguration.class);
            } catch (JsonProcessingException e) {
                throw new BackupException(ErrorCode.WRONG_USAGE, e.getOriginalMessage(), e);
            }
        });
    }

    void delete(String idOrName) {
        delete(row(idOrName, LockModeType.PESSIMISTIC_WRITE));
    }

    private BackupConfiguration update(String idOrName, UnaryOperator<BackupConfiguration> change) {
        ConfigurationRow row = row(idOrName, LockModeType.PESSIMISTIC_WRITE);
        BackupConfiguration present = row.body;
        BackupConfiguration wanted = change.apply(present);
        boolean newlyDue =
                (wanted.enabled() && !present.enabled()) || !wanted.schedule().equals(present.schedule());
        BackupConfiguration changed =
                with(wanted, present.id(), wanted.enabled(), newlyDue ? clock.instant() : present.scheduledSince());
        check(changed);
        row.update(changed);
        flush(changed);
        return changed;
    }

    /** Writes at once, because only the unique index knows whether the name is free. */
    private void flush(BackupConfiguration configuration) {
        try {
            flush();
        } catch (PersistenceException e) {
            if (isUniqueViolation(e)) {
                throw new BackupException(ErrorCode.NAME_TAKEN, configuration.name(), e);
            }
            throw e;
        }
    }

    private static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof SQLException sql
                ? UNIQUE_VIOLATION.equals(sql.getSQLState())
                : failure.getCause() != null && isUniqueViolation(failure.getCause());
    }

    private void check(BackupConfiguration configuration) {
        ConfigurationRules.check(configuration, clock.instant());
        if (configuration.encryptionEnabled() && edms.recipients().isEmpty()) {
            throw new BackupException(
                    ErrorCode.CONFIGURATION_INVALID, "encryption_enabled requires edms.backup.recipients");
        }
    }

    private static BackupConfiguration with(
            BackupConfiguration of, ConfigurationId id, boolean enabled, Instant scheduledSince) {
        return new BackupConfiguration(
                id,
                of.name(),
                of.backupType(),
                of.schedule(),
                of.retention(),
                of.storagePath(),
                of.compressionEnabled(),
                of.encryptionEnabled(),
                enabled,
                of.description(),
                scheduledSince);
    }

    private ConfigurationRow row(String idOrName, LockModeType lock) {
        return find("name = ?1 or id = ?2", idOrName, uuidOf(idOrName))
                .withLock(lock)
                .firstResultOptional()
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the configuration " + idOrName));
    }

    private static UUID uuidOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }
}
