package org.edms.backup.service.audit;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.UUID;
import org.edms.backup.model.audit.AuditEntry.Outcome;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.error.Problem;
import org.edms.backup.service.access.Caller;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Audits every request that changes something or reads a package, its manifest or a report. A request that cannot be recorded is
 * refused before any work. If its outcome cannot be recorded, the response is 503: the work is not undone, the request stays
 * pending, and the audit trail records it later. Repeated with its idempotency key, it is not executed twice.
 */
class AuditRequestFilter {

    private static final Logger LOG = Logger.getLogger(AuditRequestFilter.class);
    private static final String BEGUN = "edms.audit.begun";
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;

    private final PendingRequests pending;
    private final Caller caller;
    private final AuditDetail details;

    AuditRequestFilter(PendingRequests pending, Caller caller, AuditDetail details) {
        this.pending = pending;
        this.caller = caller;
        this.details = details;
    }

    @ServerRequestFilter(priority = Priorities.USER)
    void begin(ContainerRequestContext request, UriInfo uri, ResourceInfo resource) {
        if (!AuditedRequest.changes(request.getMethod())
                && !resource.getResourceMethod().isAnnotationPresent(AuditedRead.class)) {
            return;
        }
        try {
            AuditedRequest call = AuditedRequest.of(request.getMethod(), uri.getPath());
            request.setProperty(BEGUN, pending.begin(caller.name(), call, caller.origin()));
        } catch (RuntimeException e) {
            throw new BackupException(
                    ErrorCode.DATABASE_UNREACHABLE, "the audit trail cannot be written, so nothing was done", e);
        }
    }

    @ServerResponseFilter
    @Priority(Priorities.HEADER_DECORATOR)
    void end(ContainerRequestContext request, ContainerResponseContext response, RoutingContext routing) {
        if (!(request.getProperty(BEGUN) instanceof UUID id)) {
            return;
        }
        AuditRecord record = record(request, response);
        routing.put(RejectedRequestAudit.ENTERED, true);
        try {
            pending.complete(id, record);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The request was processed, but its audit entry cannot be written yet: %s", record);
            Failure failure = new Failure(
                    ErrorCode.DATABASE_UNREACHABLE,
                    "the audit trail could not be written; the request may have been executed: "
                            + "repeat it with the same Idempotency-Key");
            URI path = URI.create(request.getUriInfo().getRequestUri().getRawPath());
            response.setStatus(failure.code().httpStatus());
            response.setEntity(Problem.of(failure, path), new Annotation[0], MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }

    private AuditRecord record(ContainerRequestContext request, ContainerResponseContext response) {
        AuditedRequest call =
                AuditedRequest.of(request.getMethod(), request.getUriInfo().getPath());
        String subject = call.subject() == null ? createdId(response.getHeaderString("Location")) : call.subject();
        return new AuditRecord(
                caller.name(),
                call.action(),
                subject,
                caller.origin(),
                outcome(response),
                detail(response) + details.text());
    }

    /** The id of what the request created: the last part of its location. */
    private static String createdId(String location) {
        if (location == null) {
            return null;
        }
        String path = location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Outcome outcome(ContainerResponseContext response) {
        if (response.getStatus() < FIRST_REFUSAL) {
            return Outcome.DONE;
        }
        return response.getStatus() < FIRST_FAILURE ? Outcome.REFUSED : Outcome.FAILED;
    }

    private static String detail(ContainerResponseContext response) {
        String status = String.valueOf(response.getStatus());
        return response.getEntity() instanceof Problem problem ? status + " " + problem.code() : status;
    }
}
