package org.edms.backup.service.restore;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.service.access.Roles;

/** The path of the earlier system for a restore from a backup job. */
@Path("/api/v1/backup/jobs/{id}/restore")
public class JobRestoreResource {

    private final RestoresResource restores;

    JobRestoreResource(RestoresResource restores) {
        this.restores = restores;
    }

    /** @param confirm whether a target that contains data may be changed */
    record FromJob(RestoreOptions options, Boolean confirm) {}

    /** The media type is declared, so that a request without a body matches. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    public Response restore(BackupJobId id, FromJob body) {
        return restores.restoreFromBackup(
                body == null
                        ? new RestoresResource.FromBackup(id, null, null)
                        : new RestoresResource.FromBackup(id, body.options(), body.confirm()));
    }
}
