package org.edms.backup.service.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.edms.backup.foundation.request.InstantParam;
import org.edms.backup.model.audit.TrailCheck;
import org.edms.backup.service.access.Paging;
import org.edms.backup.service.access.Roles;

@Path("/api/v1/backup/audit")
public class AuditResource {

    private final AuditTrail trail;

    AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    public Response list(
            @QueryParam("who") String who,
            @QueryParam("action") String action,
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @BeanParam Paging paging) {
        AuditTrail.Filter filter = new AuditTrail.Filter(
                who, action, InstantParam.parse("since", since), InstantParam.parse("until", until));
        return paging.answer(trail.find(filter), AuditEntryRow::entry);
    }

    @GET
    @Path("/verify")
    @RolesAllowed(Roles.ADMIN)
    public TrailCheck verify() {
        return trail.verify();
    }
}
