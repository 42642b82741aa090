package org.edms.backup.foundation.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.edms.backup.model.Suggestion;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.error.Problem;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps every failure to a problem document. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int FIRST_FAILURE = 500;

    @ServerExceptionMapper
    Response of(BackupException failure, UriInfo uri) {
        if (failure.code() == ErrorCode.INTERNAL_ERROR) {
            LOG.error(failure.getMessage(), failure);
        }
        return of(failure.failure(), uri);
    }

    /** Keeps the first line of Jackson's message; the rest names internal classes. */
    @ServerExceptionMapper
    Response of(JsonProcessingException failure, UriInfo uri) {
        Throwable cause =
                failure instanceof JsonMappingException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause instanceof InvalidFormatException unknown
                        && unknown.getTargetType() != null
                        && unknown.getTargetType().isEnum()
                ? noneOf(unknown)
                : cause instanceof JsonProcessingException unreadable
                        ? unreadable.getOriginalMessage()
                        : cause instanceof NullPointerException
                                ? cause.getMessage() + " is missing"
                                : String.valueOf(cause.getMessage());
        return of(
                new Failure(
                        ErrorCode.WRONG_USAGE,
                        field(failure) + message.lines().findFirst().orElse("no JSON")),
                uri);
    }

    private static String noneOf(InvalidFormatException unknown) {
        List<String> names = Arrays.stream(unknown.getTargetType().getEnumConstants())
                .map(String::valueOf)
                .toList();
        String given = String.valueOf(unknown.getValue());
        return "\"%s\" is none of %s%s".formatted(given, names, Suggestion.of(given, names));
    }

    /** @return the path of the field and a colon; empty for the body as a whole */
    private static String field(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException mapping)) {
            return "";
        }
        String path = mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "" : path + ": ";
    }

    /** Overrides a mapper of Quarkus that responds without a body. */
    @ServerExceptionMapper
    Response of(MismatchedInputException failure, UriInfo uri) {
        return of((JsonProcessingException) failure, uri);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response notAuthenticated(UriInfo uri) {
        return of(new Failure(ErrorCode.NOT_AUTHENTICATED, "send a valid bearer token"), uri);
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
        if (status >= FIRST_FAILURE) {
            LOG.errorf(failure, "Internal error in %s", uri.getPath());
        }
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
        LOG.errorf(failure, "Internal error in %s", uri.getPath());
        return of(new Failure(ErrorCode.INTERNAL_ERROR, "see the log of the service"), uri);
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
