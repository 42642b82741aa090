package org.edms.backup.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.edms.backup.model.Json;
import org.edms.backup.model.Page;
import org.edms.backup.model.Secret;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.status.SystemStatus;

/**
 * A client of the backup service. It throws failures with the code of the service, and retries idempotent requests while the
 * service is briefly unavailable.
 */
public final class ServiceClient {

    private static final String ROOT = "/api/v1/backup";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int PAGE = 200;

    private final URI base;
    private final Token token;
    private final HttpClient client;
    private final RetryPolicy retryPolicy;
    private final ObjectMapper mapper = Json.newMapper();
    private volatile boolean answered;

    ServiceClient(URI base, Token token, HttpClient client, RetryPolicy retryPolicy) {
        this.base = base;
        this.token = token;
        this.client = client;
        this.retryPolicy = retryPolicy;
    }

    /**
     * @param url of the service, with or without the path of the API
     * @param trusted certificates for TLS; null for those of Java
     */
    public static ServiceClient at(String url, Token token, SSLContext trusted) {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        if (trusted != null) {
            client.sslContext(trusted);
        }
        return new ServiceClient(base(url), token, client.build(), RetryPolicy.standard());
    }

    static URI base(String url) {
        String plain = url.strip().replaceAll("/+$", "");
        if (!plain.matches("https?://[^/?#@]+(/[^?#]*)?")) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the URL of a server must be http://host:port or https://host, without a user");
        }
        try {
            return URI.create(plain.endsWith(ROOT) ? plain + "/" : plain + ROOT + "/");
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "invalid server URL: " + e.getMessage(), e);
        }
    }

    public URI address() {
        return base.resolve("/");
    }

    /** Encodes a name or ID as a path segment. */
    public static String pathSegment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static String newIdempotencyKey() {
        return UUID.randomUUID().toString();
    }

    public <T> T get(String path, Class<T> type) throws IOException {
        return read(send(ApiRequest.get(path, Map.of())), mapper.constructType(type));
    }

    public SystemStatus systemStatus() throws IOException {
        return get("system/system_status/", SystemStatus.class);
    }

    public <T> List<T> getAll(String path, Class<T> type) throws IOException {
        return read(
                send(ApiRequest.get(path, Map.of())),
                mapper.getTypeFactory().constructCollectionType(List.class, type));
    }

    /** Polls until the condition is met. */
    public <T> T poll(String path, Class<T> type, Predicate<T> condition) throws IOException {
        Duration pause = retryPolicy.firstPause();
        while (true) {
            T now = get(path, type);
            if (condition.test(now)) {
                return now;
            }
            RetryPolicy.pause(pause);
            pause = RetryPolicy.longer(pause);
        }
    }

    /** Reads the first entries of a paged list. */
    public <T> List<T> list(String path, int limit, Class<T> type) throws IOException {
        if (limit < 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--limit must be at least 1");
        }
        JavaType page = mapper.getTypeFactory().constructParametricType(Page.class, type);
        String query = path + (path.contains("?") ? "&" : "?");
        int size = Math.min(limit, PAGE);
        List<T> all = new ArrayList<>();
        for (int number = 0; all.size() < limit; number++) {
            Page<T> part = read(send(ApiRequest.get(query + "page=" + number + "&size=" + size, Map.of())), page);
            all.addAll(part.items());
            if (part.items().isEmpty() || all.size() >= part.total()) {
                break;
            }
        }
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    /** Submits work. @param key idempotency key: the service does the work once, however often it is submitted */
    public <T> T submit(String path, Object body, String key, Class<T> type) throws IOException {
        return read(send(ApiRequest.send("POST", path, body, key, true)), mapper.constructType(type));
    }

    /** Creates a resource. Not retried if the request may have arrived, because a second one could fail or create a duplicate. */
    public <T> T create(String path, Object body, Class<T> type) throws IOException {
        return read(send(ApiRequest.send("POST", path, body, null, false)), mapper.constructType(type));
    }

    /** Changes a resource; repeating the request has no further effect. */
    public <T> T change(String method, String path, Object body, Class<T> type) throws IOException {
        return read(send(ApiRequest.send(method, path, body, null, true)), mapper.constructType(type));
    }

    /** Deletes a resource. Not retried if the request may have arrived, because a second one would find nothing. */
    public void delete(String path) throws IOException {
        send(ApiRequest.send("DELETE", path, null, null, false));
    }

    public <T> List<T> runAll(String path, Class<T> type) throws IOException {
        return read(
                send(ApiRequest.send("POST", path, null, null, true)),
                mapper.getTypeFactory().constructCollectionType(List.class, type));
    }

    <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
        return read(answer, mapper.constructType(type));
    }

    private <T> T read(HttpResponse<byte[]> answer, JavaType type) {
        try {
            T read = mapper.readValue(answer.body(), type);
            if (read != null) {
                return read;
            }
            throw new BackupException(ErrorCode.SERVICE_UNREACHABLE, answer.uri() + " sent an empty response");
        } catch (JsonProcessingException e) {
            throw new BackupException(
                    ErrorCode.SERVICE_UNREACHABLE,
                    answer.uri() + " sent a response that is not from a backup service: " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), e);
        }
    }

    RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    RetryPolicy.Attempts attempts() {
        return retryPolicy.attempts(answered);
    }

    HttpResponse<byte[]> send(ApiRequest request) throws IOException {
        return send(request, new IdleTimeout(retryPolicy.silence()));
    }

    HttpResponse<byte[]> send(ApiRequest request, IdleTimeout idleTimeout) throws IOException {
        RetryPolicy.Attempts attempts = attempts();
        while (true) {
            BackupException failure;
            Duration wait = Duration.ZERO;
            try {
                HttpResponse<byte[]> answer = sendOnce(request, BodyHandlers.ofByteArray(), idleTimeout);
                if (answer.statusCode() < 300) {
                    return answer;
                }
                failure = refusal(answer);
                if (!request.repeatable() || !ErrorResponses.isTransient(failure, answer.statusCode())) {
                    throw failure;
                }
                wait = ErrorResponses.retryAfter(answer);
            } catch (IOException e) {
                failure = unreachable(e);
                if (!request.repeatable() && !(e instanceof ConnectException)) {
                    throw failure;
                }
            }
            if (!attempts.awaitNext(wait)) {
                throw failure;
            }
        }
    }

    BackupException refusal(HttpResponse<byte[]> answer) {
        return ErrorResponses.of(
                answer, answer.request().headers().firstValue("Authorization").isPresent());
    }

    /** Sends a request without retrying it. */
    HttpResponse<byte[]> sendOnce(ApiRequest request, BodyHandler<byte[]> handler, IdleTimeout idleTimeout)
            throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(request.path()))
                .method(request.method(), request.body().get())
                .expectContinue(request.large());
        request.headers().forEach(builder::header);
        Optional<Secret> bearer = token.current();
        bearer.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret.reveal()));
        HttpResponse<byte[]> answer = idleTimeout.await(client.sendAsync(builder.build(), handler));
        answered = true;
        return answer;
    }

    /** The failure of a broken attempt. Throws it at once if a retry cannot help. */
    BackupException unreachable(IOException e) throws IOException {
        if (e instanceof InterruptedIOException || e instanceof java.nio.file.FileSystemException) {
            throw e;
        }
        String why = e.getMessage() == null ? "no connection" : e.getMessage();
        BackupException failure = new BackupException(ErrorCode.SERVICE_UNREACHABLE, base + ": " + why, e);
        if (e instanceof SSLException) {
            throw failure;
        }
        return failure;
    }
}
