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

/** From an answer that is a refusal to the failure that it tells of. */
final class Refusals {

    private static final ObjectMapper JSON = Json.newMapper();

    /** What may be over when it is tried again. */
    private static final Set<ErrorCode> PASSING = Set.of(
            ErrorCode.SERVICE_UNREACHABLE,
            ErrorCode.DATABASE_UNREACHABLE,
            ErrorCode.TOO_FEW_CONNECTIONS,
            ErrorCode.TOO_MANY_REQUESTS);

    private Refusals() {}

    /** @param withToken whether a token was sent */
    static BackupException of(HttpResponse<byte[]> answer, boolean withToken) {
        String asked =
                answer.request().method() + " " + answer.uri().getPath() + " was answered with " + answer.statusCode();
        JsonNode problem = problem(answer.body());
        ErrorCode code = code(problem.path("code").asText(""), answer.statusCode());
        if (code == ErrorCode.NOT_AUTHENTICATED) {
            return new BackupException(
                    code,
                    withToken
                            ? "the service does not accept the token; it may have expired"
                            : "no token was sent; set EDMS_BACKUP_TOKEN, or name a file with --token-file");
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
            // Somebody in between answered, in words of their own.
            return JSON.missingNode();
        }
    }

    /** A service may know codes that are newer than this client. */
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

    static boolean passes(BackupException refusal, int status) {
        return status >= 400 && PASSING.contains(refusal.code());
    }

    static Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,4}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }
}
