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
import org.jdbi.v3.core.Jdbi;

/** Backups of configurations. */
@Path("/api/v1/backup/configurations/{id}/execute")
public class ExecuteResource {

    private final Jdbi jdbi;
    private final BackupJobs jobs;
    private final BackupJobStore store;
    private final Configurations configurations;
    private final IdempotentExecution idempotent;
    private final Caller caller;

    ExecuteResource(
            Jdbi jdbi,
            BackupJobs jobs,
            BackupJobStore store,
            Configurations configurations,
            IdempotentExecution idempotent,
            Caller caller) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.store = store;
        this.configurations = configurations;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    /**
     * Why a backup is wanted, and of which type.
     *
     * @param type null for that of the configuration; another one belongs to the same chain
     */
    record Reason(String reason, BackupType type) {}

    private record Execution(String configuration, String reason, BackupType type) {}

    /** Named, so that a call without a body, and so without a type, is taken for one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Response execute(String id, Reason body) {
        String reason = body == null ? null : body.reason();
        BackupType type = body == null ? null : body.type();
        BackupJobId job = jdbi.inTransaction(transaction -> BackupJobId.parse(idempotent.run(
                transaction,
                new Execution(id, reason, type),
                () -> jobs.request(transaction, configurations.get(id), type, reason, caller.name())
                        .id()
                        .toString())));
        return JobsResource.accepted(store.get(job));
    }
}
