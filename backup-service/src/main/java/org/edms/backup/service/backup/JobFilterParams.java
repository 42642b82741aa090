package org.edms.backup.service.backup;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.edms.backup.foundation.request.EnumParam;
import org.edms.backup.foundation.request.InstantParam;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.job.JobStatus;

/** The filter parameters of a list of jobs. */
public class JobFilterParams {

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

    /** @param configurationId of the named configuration; null without one */
    public BackupJobStore.Filter filter(UUID configurationId) {
        return new BackupJobStore.Filter(
                values("status", statuses, JobStatus.class),
                values("type", types, BackupType.class),
                configurationId,
                InstantParam.parse("since", since),
                InstantParam.parse("until", until));
    }

    private static <E extends Enum<E>> List<E> values(String parameter, List<String> given, Class<E> type) {
        return given.stream()
                .flatMap(list -> List.of(list.split(",", -1)).stream())
                .map(name -> EnumParam.parse(parameter, name, type))
                .toList();
    }
}
