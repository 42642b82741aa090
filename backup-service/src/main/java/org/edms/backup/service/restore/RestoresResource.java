package org.edms.backup.service.restore;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.foundation.database.JsonText;
import org.edms.backup.foundation.database.TransientFailures;
import org.edms.backup.foundation.problem.Problems;
import org.edms.backup.foundation.request.BooleanParam;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.service.access.Caller;
import org.edms.backup.service.access.IdempotentExecution;
import org.edms.backup.service.access.Paging;
import org.edms.backup.service.access.Roles;
import org.edms.backup.service.audit.AuditDetail;
import org.edms.backup.service.audit.AuditedRead;
import org.edms.backup.service.backup.JobFilterParams;
import org.edms.backup.service.configuration.Configurations;
import org.edms.backup.service.event.EventStream;

@Path("/api/v1/backup/restores")
public class RestoresResource {

    private static final String PATH = "/api/v1/backup/restores/";

    private final RestoreJobs restores;
    private final RestoreJobStore store;
    private final PackageUpload upload;
    private final EventStream events;
    private final IdempotentExecution idempotent;
    private final Caller caller;
    private final UploadSlots slots;
    private final AuditDetail details;
    private final Configurations configurations;

    RestoresResource(
            RestoreJobs restores,
            RestoreJobStore store,
            PackageUpload upload,
            EventStream events,
            IdempotentExecution idempotent,
            Caller caller,
            UploadSlots slots,
            AuditDetail details,
            Configurations configurations) {
        this.restores = restores;
        this.store = store;
        this.upload = upload;
        this.events = events;
        this.idempotent = idempotent;
        this.caller = caller;
        this.slots = slots;
        this.details = details;
        this.configurations = configurations;
    }

    /**
     * @param backupJob the earlier system called it {@code backup_job_id}
     * @param confirm whether a target that contains data may be changed
     */
    record FromBackup(@JsonAlias("backup_job_id") BackupJobId backupJob, RestoreOptions options, Boolean confirm) {

        FromBackup {
            confirm = confirm != null && confirm;
        }
    }

    private record FromFile(String sha256, RestoreOptions options, boolean confirm) {}

    private record UndoOf(RestoreJobId undo) {}

    @POST
    @Path("/restore_from_backup")
    @RolesAllowed(Roles.ADMIN)
    public Response restoreFromBackup(FromBackup wanted) {
        if (wanted == null || wanted.backupJob() == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "backup_job is missing");
        }
        note(wanted.options(), wanted.confirm());
        return accepted(idempotent.run(
                wanted,
                () -> id(restores.request(wanted.backupJob(), wanted.options(), wanted.confirm(), caller.name()))));
    }

    @POST
    @Path("/restore_from_file")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.ADMIN)
    public Response restoreFromFile(
            InputStream body,
            @HeaderParam("Content-Type") String contentType,
            @HeaderParam("Content-Length") Long length,
            @Context UriInfo uri)
            throws IOException {
        Optional<UploadSlots.Slot> slot = slots.acquire();
        if (slot.isEmpty()) {
            return Response.fromResponse(Problems.of(slots.refusal(), uri))
                    .header(HttpHeaders.RETRY_AFTER, UploadSlots.RETRY_AFTER_SECONDS)
                    .build();
        }
        PackageUpload.Uploaded uploaded;
        try (UploadSlots.Slot held = slot.get()) {
            uploaded = upload.receive(held.limited(body), contentType, length);
        }
        note(uploaded.options(), uploaded.confirmed());
        String id;
        try {
            id = queued(uploaded);
        } catch (RuntimeException e) {
            discardUnlessQueued(uploaded.stored(), e);
            throw e;
        }
        RestoreJob job = store.get(RestoreJobId.parse(id));
        if (!job.request().packageName().equals(uploaded.stored().name())) {
            upload.discard(uploaded.stored());
        }
        return accepted(id);
    }

    private String queued(PackageUpload.Uploaded uploaded) {
        FromFile wanted = new FromFile(uploaded.stored().sha256(), uploaded.options(), uploaded.confirmed());
        return idempotent.run(
                wanted,
                () -> id(restores.request(
                        null, uploaded.stored(), uploaded.options(), uploaded.confirmed(), caller.name())));
    }

    /**
     * Discards the package unless its restore was queued. If the connection is lost during the commit, only the database knows.
     * While it is unavailable the package stays, because an unused package does less harm than a missing one.
     */
    private void discardUnlessQueued(StoredPackage stored, RuntimeException failure) {
        if (TransientFailures.isTransient(failure)) {
            try {
                if (store.isPackageRequested(stored.name())) {
                    return;
                }
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
                return;
            }
        }
        upload.discard(stored);
    }

    /** The path of the earlier system. */
    @POST
    @Path("/restore")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.ADMIN)
    public Response restore(
            InputStream body,
            @HeaderParam("Content-Type") String contentType,
            @HeaderParam("Content-Length") Long length,
            @Context UriInfo uri)
            throws IOException {
        return restoreFromFile(body, contentType, length, uri);
    }

    /** Adds the options to the audit entry, where a dry run must not look like a restore. */
    private void note(RestoreOptions options, boolean confirm) {
        RestoreOptions used = options == null ? RestoreOptions.defaults() : options;
        details.add("dry_run", used.dryRun());
        details.add("confirm", confirm);
        details.add("options", JsonText.write(used));
    }

    private Response accepted(String id) {
        return Response.accepted(store.get(RestoreJobId.parse(id)))
                .location(URI.create(PATH + id + "/"))
                .build();
    }

    private static String id(RestoreJob job) {
        return job.request().id().toString();
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public Response list(
            @BeanParam JobFilterParams wanted, @QueryParam("dry_run") String dryRun, @BeanParam Paging paging) {
        UUID configuration = wanted.configuration() == null
                ? null
                : configurations.get(wanted.configuration()).id().value();
        RestoreJobStore.Filter filter = new RestoreJobStore.Filter(
                wanted.filter(configuration), dryRun == null ? null : BooleanParam.parse("dry_run", dryRun));
        return paging.answer(store.find(filter), row -> row.body);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public RestoreJob get(RestoreJobId id) {
        return store.get(id);
    }

    @GET
    @Path("/{id}/report")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    @AuditedRead
    public String report(RestoreJobId id) {
        store.get(id);
        String report = store.report(id);
        details.add("bytes", report == null ? 0 : report.getBytes(StandardCharsets.UTF_8).length);
        return report;
    }

    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN})
    public Multi<OutboundSseEvent> events(
            RestoreJobId id, @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        store.get(id);
        return events.of(id.value(), lastEventId, () -> !(store.get(id).state() instanceof RestoreState.Open), sse);
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Roles.ADMIN)
    public Response cancel(RestoreJobId id) {
        return accepted(id(restores.cancel(id, caller.name())));
    }

    @POST
    @Path("/{id}/undo")
    @RolesAllowed(Roles.ADMIN)
    public Response undo(RestoreJobId id) {
        return accepted(idempotent.run(new UndoOf(id), () -> id(restores.undo(id, caller.name()))));
    }
}
