package org.edms.backup.service.backup;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.job.JobStatus;

/** Which jobs of a list are wanted. */
public class JobChoice {

    @QueryParam("status")
    List<String> statuses;

    @QueryParam("type")
    List<String> types;

    @QueryParam("configuration")
    String configuration;

    @QueryParam("since")
    String since;

    @QueryParam("until")
    String until;

    public String configuration() {
        return configuration;
    }

    /** @param configurationId of the configuration that is named, if one is */
    public BackupJobStore.Choice choice(UUID configurationId) {
        return new BackupJobStore.Choice(
                names(statuses, JobStatus.class),
                names(types, BackupType.class),
                configurationId,
                at(since),
                at(until));
    }

    private static <E extends Enum<E>> List<String> names(List<String> given, Class<E> type) {
        return given.stream()
                .flatMap(list -> List.of(list.split(",", -1)).stream())
                .map(name -> name(name, type))
                .toList();
    }

    private static <E extends Enum<E>> String name(String given, Class<E> type) {
        try {
            return Enum.valueOf(type, given.strip().toUpperCase(Locale.ROOT)).name();
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, given + ": one of " + List.of(type.getEnumConstants()), e);
        }
    }

    private static Instant at(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, text + ": a time is written 2026-01-31T12:00:00Z", e);
        }
    }
}
