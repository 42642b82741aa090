package org.edms.backup.service.health;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.edms.backup.foundation.request.EnumParam;
import org.edms.backup.foundation.request.InstantParam;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
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
        HealthHistory.Filter filter = new HealthHistory.Filter(
                EnumParam.parse("type", type, CheckType.class),
                EnumParam.parse("status", status, HealthStatus.class),
                InstantParam.parse("since", since),
                InstantParam.parse("until", until));
        return paging.answer(history.find(filter), row -> row.body);
    }
}
