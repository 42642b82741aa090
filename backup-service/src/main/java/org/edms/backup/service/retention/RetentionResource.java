package org.edms.backup.service.retention;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.edms.backup.foundation.database.JsonText;
import org.edms.backup.foundation.request.BooleanParam;
import org.edms.backup.model.status.RetentionPlan;
import org.edms.backup.service.access.IdempotentExecution;
import org.edms.backup.service.access.Roles;
import org.edms.backup.service.audit.AuditDetail;

@Path("/api/v1/backup/system/apply_retention")
public class RetentionResource {

    private final PackageRetention retention;
    private final IdempotentExecution idempotent;
    private final AuditDetail details;

    RetentionResource(PackageRetention retention, IdempotentExecution idempotent, AuditDetail details) {
        this.retention = retention;
        this.idempotent = idempotent;
        this.details = details;
    }

    private record Applied(boolean retention) {}

    /** A repeated request returns the plan of the first, and retries the deletions that failed. */
    @POST
    @RolesAllowed(Roles.ADMIN)
    public RetentionPlan apply(@QueryParam("dry_run") String dryRun) {
        boolean isDryRun = BooleanParam.parse("dry_run", dryRun);
        details.add("dry_run", isDryRun);
        if (isDryRun) {
            return retention.plan();
        }
        String plan = idempotent.run(new Applied(true), () -> JsonText.write(retention.decide()));
        retention.deleteFiles();
        return JsonText.read(plan, RetentionPlan.class);
    }
}
