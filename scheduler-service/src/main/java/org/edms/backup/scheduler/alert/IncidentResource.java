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

/** What is wrong, and what was. */
@Path("/api/v1/scheduler/incidents")
@Produces(MediaType.APPLICATION_JSON)
class IncidentResource {

    private static final int SHOWN = 200;

    private final Incidents incidents;

    IncidentResource(Incidents incidents) {
        this.incidents = incidents;
    }

    /** The latest, newest first; with {@code open=true} all those that last. */
    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public List<Incident> incidents(@QueryParam("open") String open) {
        return BooleanParam.parse("open", open) ? incidents.open() : incidents.latest(SHOWN);
    }
}
