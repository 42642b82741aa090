package org.edms.backup.service.backup;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.service.access.Caller;
import org.edms.backup.service.access.IdempotentExecution;
import org.edms.backup.service.access.Roles;
import org.edms.backup.service.configuration.Configurations;

/** Backups of configurations. */
@Path("/api/v1/backup/configurations/{id}/execute")
public class ExecuteResource {

    private final BackupJobs jobs;
    private final BackupJobStore store;
    private final Configurations configurations;
    private final IdempotentExecution idempotent;
    private final Caller caller;

    ExecuteResource(
            BackupJobs jobs,
            BackupJobStore store,
            Configurations configurations,
            IdempotentExecution idempotent,
            Caller caller) {
        this.jobs = jobs;
        this.store = store;
        this.configurations = configurations;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    /**
     * The reason for a backup, and its type.
     *
     * @param type null for the type of the configuration; otherwise a type of the same chain
     */
    record Reason(String reason, BackupType type) {}

    private record Execution(String configuration, String reason, BackupType type) {}

    /** The media type is declared, so that a request without a body matches. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Response execute(String id, Reason body) {
        String reason = body == null ? null : body.reason();
        BackupType type = body == null ? null : body.type();
        BackupJobId job = BackupJobId.parse(idempotent.run(
                new Execution(id, reason, type),
                () -> jobs.request(configurations.get(id), type, reason, caller.name())
                        .id()
                        .toString()));
        return JobsResource.accepted(store.get(job));
    }
}
