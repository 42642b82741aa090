package org.edms.backup.service.backup;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.edms.backup.foundation.request.EnumParam;
import org.edms.backup.foundation.request.InstantParam;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.job.JobStatus;

/** Which jobs of a list are wanted. */
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

    /** @param configurationId of the configuration that is named, if one is */
    public BackupJobStore.Filter filter(UUID configurationId) {
        return new BackupJobStore.Filter(
                names("status", statuses, JobStatus.class),
                names("type", types, BackupType.class),
                configurationId,
                InstantParam.parse("since", since),
                InstantParam.parse("until", until));
    }

    private static <E extends Enum<E>> List<String> names(String parameter, List<String> given, Class<E> type) {
        return given.stream()
                .flatMap(list -> List.of(list.split(",", -1)).stream())
                .map(name -> EnumParam.parse(parameter, name, type).name())
                .toList();
    }
}
