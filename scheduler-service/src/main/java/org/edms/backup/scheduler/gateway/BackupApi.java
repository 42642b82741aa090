package org.edms.backup.scheduler.gateway;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.edms.backup.model.Page;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.status.SystemStatus;

/** The part of the REST API of backup-service that the scheduler calls. */
@RegisterRestClient(configKey = "backup-service")
@RegisterProvider(RequestHeaders.class)
@RegisterProvider(ProblemResponses.class)
@Path("/api/v1/backup")
@Produces(MediaType.APPLICATION_JSON)
interface BackupApi {

    String IDEMPOTENCY_KEY = "Idempotency-Key";

    @GET
    @Path("configurations/")
    Page<BackupConfiguration> configurations(@QueryParam("page") int page, @QueryParam("size") int size);

    @POST
    @Path("configurations/{configuration}/execute/")
    @Consumes(MediaType.APPLICATION_JSON)
    Response execute(
            @PathParam("configuration") String configuration, @HeaderParam(IDEMPOTENCY_KEY) String key, Order order);

    @POST
    @Path("system/apply_retention/")
    Response applyRetention(@HeaderParam(IDEMPOTENCY_KEY) String key);

    @POST
    @Path("system/run_health_check/")
    Response runHealthCheck(@QueryParam("type") CheckType type, @HeaderParam(IDEMPOTENCY_KEY) String key);

    @GET
    @Path("system/system_status/")
    SystemStatus systemStatus();

    @GET
    @Path("health/latest_status/")
    List<HealthCheck> latestHealth();

    @GET
    @Path("jobs/")
    Page<BackupJob> jobs(
            @QueryParam("status") JobStatus status,
            @QueryParam("since") Instant since,
            @QueryParam("page") int page,
            @QueryParam("size") int size);

    @GET
    @Path("restores/")
    Page<RestoreJob> restores(
            @QueryParam("status") JobStatus status,
            @QueryParam("since") Instant since,
            @QueryParam("page") int page,
            @QueryParam("size") int size);

    /** @param reason why the backup is requested */
    record Order(String reason) {}
}
