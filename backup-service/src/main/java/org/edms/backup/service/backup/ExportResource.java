package org.edms.backup.service.backup;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.edms.backup.model.backup.ExportRequest;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.service.access.Caller;
import org.edms.backup.service.access.IdempotentExecution;
import org.edms.backup.service.access.Roles;

/** Migration packages. */
@Path("/api/v1/backup/system")
public class ExportResource {

    private final BackupJobs jobs;
    private final BackupJobStore store;
    private final IdempotentExecution idempotent;
    private final Caller caller;

    ExportResource(BackupJobs jobs, BackupJobStore store, IdempotentExecution idempotent, Caller caller) {
        this.jobs = jobs;
        this.store = store;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    /** The media type is declared, so that a request without a body matches. */
    @POST
    @Path("/create_export_package")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    public Response export(ExportRequest body) {
        ExportRequest wanted = body == null ? ExportRequest.defaults() : body;
        BackupOrder order = new BackupOrder(
                BackupType.EXPORT, null, "", wanted.includeUsers(), wanted.compress(), wanted.encrypt());
        BackupJobId job = BackupJobId.parse(idempotent.run(
                wanted,
                () -> jobs.request(null, order, wanted.reason(), caller.name())
                        .id()
                        .toString()));
        return JobsResource.accepted(store.get(job));
    }
}
