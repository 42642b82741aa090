package org.edms.backup.service.health;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.edms.backup.foundation.request.EnumParam;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.service.access.Roles;

@Path("/api/v1/backup/system/run_health_check")
public class RunHealthCheckResource {

    private final HealthChecks checks;

    RunHealthCheckResource(HealthChecks checks) {
        this.checks = checks;
    }

    /** Repeating a check is harmless, so it needs no idempotency key. */
    @POST
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public List<HealthCheck> run(@QueryParam("type") String type) {
        return checks.run(EnumParam.parse("type", type, CheckType.class));
    }
}
