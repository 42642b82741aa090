package org.edms.backup.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Maps error responses to the failures they report. */
final class ErrorResponses {

    private static final ObjectMapper JSON = Json.newMapper();

    /** Failures that a retry may overcome. */
    private static final Set<ErrorCode> TRANSIENT = Set.of(
            ErrorCode.SERVICE_UNREACHABLE,
            ErrorCode.DATABASE_UNREACHABLE,
            ErrorCode.TOO_FEW_CONNECTIONS,
            ErrorCode.TOO_MANY_REQUESTS);

    private ErrorResponses() {}

    /** @param withToken whether a token was sent */
    static BackupException of(HttpResponse<byte[]> answer, boolean withToken) {
        String asked =
                answer.request().method() + " " + answer.uri().getPath() + " returned status " + answer.statusCode();
        JsonNode problem = problem(answer.body());
        ErrorCode code = code(problem.path("code").asText(""), answer.statusCode());
        if (code == ErrorCode.NOT_AUTHENTICATED) {
            return new BackupException(
                    code,
                    withToken
                            ? "the service rejected the token; it may have expired"
                            : "no token was sent: set EDMS_BACKUP_TOKEN, or specify a file with --token-file");
        }
        return new BackupException(code, detail(problem, code, asked));
    }

    private static String detail(JsonNode problem, ErrorCode code, String asked) {
        String detail = problem.path("detail").asText("");
        if (detail.isEmpty()) {
            return asked;
        }
        String title = problem.path("title").asText("");
        return title.isEmpty() || title.equals(code.title()) ? detail : title + ": " + detail;
    }

    private static JsonNode problem(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? JSON.missingNode() : read;
        } catch (IOException e) {
            // A proxy answered instead of the service.
            return JSON.missingNode();
        }
    }

    /** Falls back to the status: a newer service may send codes that this client does not know. */
    private static ErrorCode code(String name, int status) {
        for (ErrorCode known : ErrorCode.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        return switch (status) {
            case 401, 407 -> ErrorCode.NOT_AUTHENTICATED;
            case 403 -> ErrorCode.NOT_ALLOWED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 409 -> ErrorCode.ILLEGAL_STATE;
            case 413 -> ErrorCode.TOO_LARGE;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            default -> unnamed(status);
        };
    }

    private static ErrorCode unnamed(int status) {
        if (status < 400 || (status > 501 && status < 505)) {
            return ErrorCode.SERVICE_UNREACHABLE;
        }
        return status < 500 ? ErrorCode.WRONG_USAGE : ErrorCode.INTERNAL_ERROR;
    }

    static boolean isTransient(BackupException refusal, int status) {
        return status >= 400 && TRANSIENT.contains(refusal.code());
    }

    static Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,4}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }
}
