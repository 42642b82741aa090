package org.edms.backup.foundation.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.error.Problem;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells every failure as a problem document. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response of(BackupException failure, UriInfo uri) {
        if (failure.code() == ErrorCode.INTERNAL_ERROR) {
            LOG.error(failure.getMessage(), failure);
        }
        return of(failure.failure(), uri);
    }

    /** The first sentence of what Jackson says; the rest are its own class names. */
    @ServerExceptionMapper
    Response of(JsonProcessingException failure, UriInfo uri) {
        Throwable cause =
                failure instanceof JsonMappingException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause instanceof JsonProcessingException unreadable
                ? unreadable.getOriginalMessage()
                : String.valueOf(cause.getMessage());
        return of(new Failure(ErrorCode.WRONG_USAGE, message.lines().findFirst().orElse("no JSON")), uri);
    }

    /** Named by itself, because Quarkus has a mapper for it that answers nothing. */
    @ServerExceptionMapper
    Response of(MismatchedInputException failure, UriInfo uri) {
        return of((JsonProcessingException) failure, uri);
    }

    @ServerExceptionMapper
    Response of(IllegalArgumentException failure, UriInfo uri) {
        return of(new Failure(ErrorCode.WRONG_USAGE, String.valueOf(failure.getMessage())), uri);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response notAuthenticated(UriInfo uri) {
        return of(new Failure(ErrorCode.NOT_AUTHENTICATED, "a valid bearer token is needed"), uri);
    }

    @ServerExceptionMapper
    Response of(ForbiddenException failure, UriInfo uri) {
        return of(new Failure(ErrorCode.NOT_ALLOWED, uri.getPath()), uri);
    }

    @ServerExceptionMapper
    Response of(WebApplicationException failure, UriInfo uri) {
        Throwable cause = failure.getCause();
        if (cause instanceof JsonProcessingException unreadable) {
            return of(unreadable, uri);
        }
        if (cause instanceof BackupException inner) {
            return of(inner, uri);
        }
        int status = failure.getResponse().getStatus();
        ErrorCode code = switch (status) {
            case 401 -> ErrorCode.NOT_AUTHENTICATED;
            case 403 -> ErrorCode.NOT_ALLOWED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.TOO_LARGE;
            default -> status < 500 ? ErrorCode.WRONG_USAGE : ErrorCode.INTERNAL_ERROR;
        };
        Problem known = Problem.of(new Failure(code, String.valueOf(failure.getMessage())), path(uri));
        Problem problem = new Problem(
                known.type(), known.title(), status, known.detail(), known.instance(), known.code(), known.hint());
        return Response.fromResponse(failure.getResponse())
                .entity(problem)
                .type(Problem.MEDIA_TYPE)
                .build();
    }

    @ServerExceptionMapper
    Response of(Exception failure, UriInfo uri) {
        LOG.errorf(failure, "At fault in %s", uri.getPath());
        return of(new Failure(ErrorCode.INTERNAL_ERROR, "see the service's log"), uri);
    }

    public static Response of(Failure failure, UriInfo uri) {
        Response.ResponseBuilder response = Response.status(failure.code().httpStatus())
                .entity(Problem.of(failure, path(uri)))
                .type(Problem.MEDIA_TYPE);
        if (failure.code() == ErrorCode.NOT_AUTHENTICATED) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }

    private static URI path(UriInfo uri) {
        return URI.create(uri.getRequestUri().getRawPath());
    }
}
