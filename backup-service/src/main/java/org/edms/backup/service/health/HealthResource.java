package org.edms.backup.service.health;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.service.access.Moment;
import org.edms.backup.service.access.Named;
import org.edms.backup.service.access.Paging;
import org.edms.backup.service.access.Roles;

@Path("/api/v1/backup/health")
public class HealthResource {

    private final HealthHistory history;

    HealthResource(HealthHistory history) {
        this.history = history;
    }

    @GET
    @Path("/latest_status")
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public List<HealthCheck> latest() {
        return history.latest();
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public Response list(
            @QueryParam("type") String type,
            @QueryParam("status") String status,
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @BeanParam Paging paging) {
        HealthHistory.Choice choice = new HealthHistory.Choice(
                Named.of(type, CheckType.class),
                Named.of(status, HealthStatus.class),
                Moment.parse(since),
                Moment.parse(until));
        return paging.answer(history.list(choice, paging.size(), paging.offset()), history.count(choice));
    }
}
