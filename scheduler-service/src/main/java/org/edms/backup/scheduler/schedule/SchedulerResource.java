package org.edms.backup.scheduler.schedule;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.scheduler.access.Roles;
import org.edms.backup.scheduler.gateway.BackupService;

/** The status of schedules, and backups on request. */
@Path("/api/v1/scheduler")
@Produces(MediaType.APPLICATION_JSON)
class SchedulerResource {

    private final Schedules schedules;
    private final BackupService backupService;
    private final SecurityIdentity caller;
    private final Clock clock;

    SchedulerResource(Schedules schedules, BackupService backupService, SecurityIdentity caller, Clock clock) {
        this.schedules = schedules;
        this.backupService = backupService;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param at when the status was computed */
    record SchedulerStatus(Instant at, List<DueConfiguration> configurations) {}

    /**
     * @param configuration id or name
     * @param reason why the backup is requested; optional
     */
    record TriggerOrder(String configuration, String reason) {}

    @GET
    @Path("status/")
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public SchedulerStatus status() {
        return new SchedulerStatus(clock.instant(), schedules.due());
    }

    @POST
    @Path("trigger/")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Response trigger(@HeaderParam("Idempotency-Key") String key, TriggerOrder order) {
        if (order == null
                || order.configuration() == null
                || order.configuration().isBlank()) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "configuration is missing: send its name or id");
        }
        String reason = order.reason() == null || order.reason().isBlank() ? "trigger" : order.reason();
        URI job = backupService.execute(
                order.configuration(),
                key,
                reason + " (asked for by " + caller.getPrincipal().getName() + ")");
        Response.ResponseBuilder answer = Response.accepted(order);
        return job == null ? answer.build() : answer.location(job).build();
    }
}
