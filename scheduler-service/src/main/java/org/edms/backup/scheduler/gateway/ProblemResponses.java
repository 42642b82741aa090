package org.edms.backup.scheduler.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Problem;

/** Turns a problem document back into the failure that it describes. */
class ProblemResponses implements ResponseExceptionMapper<BackupException> {

    private static final ObjectMapper MAPPER = Json.newMapper();

    @Override
    public BackupException toThrowable(Response answer) {
        String body = answer.hasEntity() ? answer.readEntity(String.class) : "";
        return failure(answer.getStatus(), body);
    }

    static BackupException failure(int status, String body) {
        try {
            Problem problem = MAPPER.readValue(body, Problem.class);
            return new BackupException(problem.code(), Objects.toString(problem.detail(), problem.title()));
        } catch (JsonProcessingException | NullPointerException e) {
            // The response of a proxy, or of another version.
            return new BackupException(code(status), "backup-service answered with HTTP " + status, e);
        }
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401 -> ErrorCode.NOT_AUTHENTICATED;
            case 403 -> ErrorCode.NOT_ALLOWED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            default -> status < 500 ? ErrorCode.WRONG_USAGE : ErrorCode.SERVICE_UNREACHABLE;
        };
    }
}
