package org.edms.backup.scheduler.alert;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.edms.backup.foundation.request.BooleanParam;
import org.edms.backup.model.health.Incident;
import org.edms.backup.scheduler.access.Roles;

/** Open and cleared incidents. */
@Path("/api/v1/scheduler/incidents")
@Produces(MediaType.APPLICATION_JSON)
class IncidentResource {

    private static final int LIMIT = 200;

    private final Incidents incidents;

    IncidentResource(Incidents incidents) {
        this.incidents = incidents;
    }

    /** The latest incidents, newest first; all open ones with {@code open=true}. */
    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public List<Incident> incidents(@QueryParam("open") String open) {
        return BooleanParam.parse("open", open) ? incidents.open() : incidents.latest(LIMIT);
    }
}
