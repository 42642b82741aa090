package org.edms.backup.service.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.foundation.database.JsonColumn;
import org.edms.backup.model.Json;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.ConfigurationId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.service.edms.Edms;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The backup configurations. */
@Singleton
public class Configurations {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final ObjectMapper MAPPER = Json.newStrictMapper();

    private final Jdbi jdbi;
    private final Clock clock;
    private final UuidV7 ids;
    private final Edms edms;

    Configurations(Jdbi jdbi, Clock clock, UuidV7 ids, Edms edms) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.ids = ids;
        this.edms = edms;
    }

    List<BackupConfiguration> list(int size, long offset) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select body from configuration order by created_at desc, id limit :size offset :offset")
                .bind("size", size)
                .bind("offset", offset)
                .map((row, context) -> JsonColumn.read(row.getString("body"), BackupConfiguration.class))
                .list());
    }

    long count() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from configuration")
                .mapTo(Long.class)
                .one());
    }

    public List<BackupConfiguration> all() {
        return list(Integer.MAX_VALUE, 0);
    }

    public BackupConfiguration get(String idOrName) {
        return jdbi.withHandle(handle -> get(handle, idOrName, ""));
    }

    public Optional<BackupConfiguration> find(ConfigurationId id) {
        return jdbi.withHandle(handle -> find(handle, id.toString(), ""));
    }

    BackupConfiguration create(BackupConfiguration wanted) {
        BackupConfiguration created = with(wanted, new ConfigurationId(ids.next()), wanted.enabled(), clock.instant());
        checked(created);
        jdbi.useTransaction(transaction -> orNameTaken(
                created,
                () -> transaction
                        .createUpdate("""
                        insert into configuration (id, name, created_at, body)
                        values (:id, :name, :at, cast(:body as jsonb))
                        """)
                        .bind("id", created.id().value())
                        .bind("name", created.name())
                        .bind("at", created.scheduledSince())
                        .bind("body", JsonColumn.write(created))
                        .execute()));
        return created;
    }

    BackupConfiguration replace(String idOrName, BackupConfiguration wanted) {
        return update(idOrName, present -> wanted);
    }

    BackupConfiguration enable(String idOrName, boolean enabled) {
        return update(idOrName, present -> with(present, present.id(), enabled, present.scheduledSince()));
    }

    /** Fields that the change does not name stay as they are. */
    BackupConfiguration patch(String idOrName, JsonNode change) {
        if (!change.isObject()) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "an object with the fields that change is expected");
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
        jdbi.useTransaction(transaction -> {
            BackupConfiguration present = get(transaction, idOrName, "for update");
            transaction
                    .createUpdate("delete from configuration where id = :id")
                    .bind("id", present.id().value())
                    .execute();
        });
    }

    @FunctionalInterface
    private interface Change {
        BackupConfiguration of(BackupConfiguration present);
    }

    private BackupConfiguration update(String idOrName, Change change) {
        return jdbi.inTransaction(transaction -> {
            BackupConfiguration present = get(transaction, idOrName, "for update");
            BackupConfiguration wanted = change.of(present);
            boolean newlyDue = (wanted.enabled() && !present.enabled())
                    || !wanted.schedule().equals(present.schedule());
            BackupConfiguration changed =
                    with(wanted, present.id(), wanted.enabled(), newlyDue ? clock.instant() : present.scheduledSince());
            checked(changed);
            orNameTaken(
                    changed,
                    () -> transaction
                            .createUpdate(
                                    "update configuration set name = :name, body = cast(:body as jsonb) where id = :id")
                            .bind("name", changed.name())
                            .bind("body", JsonColumn.write(changed))
                            .bind("id", changed.id().value())
                            .execute());
            return changed;
        });
    }

    private static void orNameTaken(BackupConfiguration configuration, Runnable statement) {
        try {
            statement.run();
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                throw new BackupException(ErrorCode.NAME_TAKEN, configuration.name(), e);
            }
            throw e;
        }
    }

    private void checked(BackupConfiguration configuration) {
        ConfigurationRules.check(configuration, clock.instant());
        if (configuration.encryptionEnabled() && edms.recipients().isEmpty()) {
            throw new BackupException(
                    ErrorCode.CONFIGURATION_INVALID, "encryption_enabled needs edms.backup.recipients of the service");
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

    private static BackupConfiguration get(Handle handle, String idOrName, String lock) {
        return find(handle, idOrName, lock)
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the configuration " + idOrName));
    }

    private static Optional<BackupConfiguration> find(Handle handle, String idOrName, String lock) {
        return handle.createQuery("select body from configuration where name = :name or id = :id " + lock)
                .bind("name", idOrName)
                .bind("id", uuidOf(idOrName))
                .map((row, context) -> JsonColumn.read(row.getString("body"), BackupConfiguration.class))
                .findFirst();
    }

    private static UUID uuidOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }
}
