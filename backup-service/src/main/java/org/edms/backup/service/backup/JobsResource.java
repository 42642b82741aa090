package org.edms.backup.service.backup;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.edms.backup.engine.pack.PackageReader;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.foundation.request.EnumParam;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.backup.VerifyLevel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.service.access.Caller;
import org.edms.backup.service.access.IdempotentExecution;
import org.edms.backup.service.access.Paging;
import org.edms.backup.service.access.Roles;
import org.edms.backup.service.audit.AuditDetail;
import org.edms.backup.service.audit.AuditedRead;
import org.edms.backup.service.configuration.Configurations;
import org.edms.backup.service.edms.Edms;
import org.edms.backup.service.event.EventStream;

@Path("/api/v1/backup/jobs")
public class JobsResource {

    static final String PATH = "/api/v1/backup/jobs/";

    private final BackupJobs jobs;
    private final BackupJobStore store;
    private final Verifications verifications;
    private final Configurations configurations;
    private final EventStream events;
    private final Edms edms;
    private final IdempotentExecution idempotent;
    private final Caller caller;
    private final AuditDetail details;

    JobsResource(
            BackupJobs jobs,
            BackupJobStore store,
            Verifications verifications,
            Configurations configurations,
            EventStream events,
            Edms edms,
            IdempotentExecution idempotent,
            Caller caller,
            AuditDetail details) {
        this.jobs = jobs;
        this.store = store;
        this.verifications = verifications;
        this.configurations = configurations;
        this.events = events;
        this.edms = edms;
        this.idempotent = idempotent;
        this.caller = caller;
        this.details = details;
    }

    static Response accepted(BackupJob job) {
        return Response.accepted(job)
                .location(URI.create(PATH + job.id() + "/"))
                .build();
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public Response list(@BeanParam JobFilterParams wanted, @BeanParam Paging paging) {
        UUID configuration = wanted.configuration() == null
                ? null
                : configurations.get(wanted.configuration()).id().value();
        BackupJobStore.Filter filter = wanted.filter(configuration);
        return paging.answer(store.find(filter), row -> row.body);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public BackupJob get(BackupJobId id) {
        return store.get(id);
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Response cancel(BackupJobId id) {
        return accepted(jobs.cancel(id, caller.name()));
    }

    @POST
    @Path("/{id}/pin")
    @RolesAllowed(Roles.ADMIN)
    public BackupJob pin(BackupJobId id) {
        return jobs.pin(id, true);
    }

    @POST
    @Path("/{id}/unpin")
    @RolesAllowed(Roles.ADMIN)
    public BackupJob unpin(BackupJobId id) {
        return jobs.pin(id, false);
    }

    private record Verify(BackupJobId job, VerifyLevel level) {}

    @POST
    @Path("/{id}/verify")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public Response verify(BackupJobId id, @QueryParam("level") @DefaultValue("full") String level) {
        VerifyLevel wanted = EnumParam.parse("level", level, VerifyLevel.class);
        String verification = idempotent.run(
                new Verify(id, wanted),
                () -> verifications.request(id, wanted, caller.name()).toString());
        return Response.accepted(verifications.get(UUID.fromString(verification)))
                .location(URI.create(PATH + id + "/verifications/" + verification + "/"))
                .build();
    }

    @GET
    @Path("/{id}/verifications")
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public List<VerificationJob> verifications(BackupJobId id) {
        return verifications.of(id);
    }

    @GET
    @Path("/{id}/verifications/{verification}")
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public VerificationJob verification(BackupJobId id, UUID verification) {
        return verifications.get(verification);
    }

    @GET
    @Path("/{id}/manifest")
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    @AuditedRead
    public Manifest manifest(BackupJobId id) throws IOException {
        StoredPackage stored = packageOf(id);
        details.add("package", stored.name());
        PackageStores.Located located = edms.stores().locate(stored.name());
        try (PackageReader reader = new StoredPackages(located.store(), edms.identities()).open(located.name())) {
            return reader.manifest();
        }
    }

    @GET
    @Path("/{id}/download")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed(Roles.ADMIN)
    @AuditedRead
    public Response download(
            BackupJobId id, @HeaderParam("Range") String range, @HeaderParam("If-Range") String ifRange) {
        PackageDownload download = PackageDownload.of(packageOf(id), edms, range, ifRange);
        details.add("package", download.stored().name());
        details.add("range", download.range());
        return download.response();
    }

    @HEAD
    @Path("/{id}/download")
    @RolesAllowed(Roles.ADMIN)
    public Response downloadHead(BackupJobId id) {
        return PackageDownload.of(packageOf(id), edms, null, null).head();
    }

    private StoredPackage packageOf(BackupJobId id) {
        StoredPackage stored = store.get(id).backupPackage();
        if (stored == null) {
            throw new BackupException(ErrorCode.NOT_FOUND, "the package of the job " + id);
        }
        return stored;
    }

    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public Multi<OutboundSseEvent> events(
            BackupJobId id, @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        store.get(id);
        return events.of(id.value(), lastEventId, () -> store.get(id).state() instanceof Outcome, sse);
    }
}
