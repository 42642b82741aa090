package org.edms.backup.service.access;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.edms.backup.foundation.problem.Problems;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Limits the request rate of each caller and the size of bodies. Uploads have a limit of their own. */
class RequestLimits {

    private static final String MULTIPART = "multipart/";

    private final AccessSettings settings;
    private final RateLimiter rate;
    private final Caller caller;

    RequestLimits(AccessSettings settings, Caller caller) {
        this.settings = settings;
        this.caller = caller;
        this.rate = new RateLimiter(settings.requestsPerSecond(), settings.burst(), System::nanoTime);
    }

    /** Runs before the request is audited. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    Response check(ContainerRequestContext request, UriInfo uri) {
        Duration wait = rate.take(caller.name() + " " + caller.origin());
        if (!wait.isZero()) {
            Failure failure = new Failure(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "one caller may send %s requests per second".formatted(settings.requestsPerSecond()));
            return Response.fromResponse(Problems.of(failure, uri))
                    .header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()))
                    .build();
        }
        if (!isUpload(request)) {
            limitBody(request);
        }
        return null;
    }

    /** A multipart body for another resource is refused because of its type. */
    private static boolean isUpload(ContainerRequestContext request) {
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith(MULTIPART);
    }

    private void limitBody(ContainerRequestContext request) {
        long most = settings.bodyLimit().asLongValue();
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > most) {
            throw new BackupException(ErrorCode.TOO_LARGE, "edms.access.body-limit is " + most);
        }
        if (length == null && request.hasEntity()) {
            request.setEntityStream(new BodyLimitInputStream(request.getEntityStream(), most));
        }
    }
}
