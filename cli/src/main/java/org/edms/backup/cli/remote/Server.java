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
 * The backup service. What it refuses is thrown with the code that it gives; while it is away for a moment, calls that do no
 * more when they are made twice are made again.
 */
public final class Server {

    private static final String ROOT = "/api/v1/backup";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int PAGE = 200;

    private final URI base;
    private final Token token;
    private final HttpClient client;
    private final Patience patience;
    private final ObjectMapper mapper = Json.newMapper();
    private volatile boolean answered;

    Server(URI base, Token token, HttpClient client, Patience patience) {
        this.base = base;
        this.token = token;
        this.client = client;
        this.patience = patience;
    }

    /**
     * @param url of the service, with or without the root of its paths
     * @param authorities whose signatures on the service's certificate count; null for those that Java knows
     */
    public static Server at(String url, Token token, SSLContext authorities) {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        if (authorities != null) {
            client.sslContext(authorities);
        }
        return new Server(base(url), token, client.build(), Patience.usual());
    }

    static URI base(String url) {
        String plain = url.strip().replaceAll("/+$", "");
        if (!plain.matches("https?://[^/?#@]+(/[^?#]*)?")) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "a server is written http://host:port or https://host, and without a user");
        }
        try {
            return URI.create(plain.endsWith(ROOT) ? plain + "/" : plain + ROOT + "/");
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "the server's address: " + e.getMessage(), e);
        }
    }

    public URI address() {
        return base.resolve("/");
    }

    /** A name or id as a part of a path. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A key under which something new is asked for. */
    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    public <T> T get(String path, Class<T> type) throws IOException {
        return read(send(Call.get(path, Map.of())), mapper.constructType(type));
    }

    public SystemStatus systemStatus() throws IOException {
        return get("system/system_status/", SystemStatus.class);
    }

    public <T> List<T> getAll(String path, Class<T> type) throws IOException {
        return read(send(Call.get(path, Map.of())), mapper.getTypeFactory().constructCollectionType(List.class, type));
    }

    /** Asks now and then, until it is so. */
    public <T> T until(String path, Class<T> type, Predicate<T> so) throws IOException {
        Duration pause = patience.firstPause();
        while (true) {
            T now = get(path, type);
            if (so.test(now)) {
                return now;
            }
            Patience.pause(pause);
            pause = Patience.longer(pause);
        }
    }

    /** The newest of a list. */
    public <T> List<T> list(String path, int limit, Class<T> type) throws IOException {
        if (limit < 1) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--limit is at least 1");
        }
        JavaType page = mapper.getTypeFactory().constructParametricType(Page.class, type);
        String question = path + (path.contains("?") ? "&" : "?");
        int size = Math.min(limit, PAGE);
        List<T> all = new ArrayList<>();
        for (int number = 0; all.size() < limit; number++) {
            Page<T> part = read(send(Call.get(question + "page=" + number + "&size=" + size, Map.of())), page);
            all.addAll(part.items());
            if (part.items().isEmpty() || all.size() >= part.total()) {
                break;
            }
        }
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    /** Asks for work. @param key under which the service does it once, however often it is asked */
    public <T> T ask(String path, Object body, String key, Class<T> type) throws IOException {
        return read(send(Call.send("POST", path, body, key, true)), mapper.constructType(type));
    }

    /** Makes something new, which made twice would be there twice or be refused: a call that may have arrived is not repeated. */
    public <T> T create(String path, Object body, Class<T> type) throws IOException {
        return read(send(Call.send("POST", path, body, null, false)), mapper.constructType(type));
    }

    /** Changes something into what it may be already. */
    public <T> T change(String method, String path, Object body, Class<T> type) throws IOException {
        return read(send(Call.send(method, path, body, null, true)), mapper.constructType(type));
    }

    /** Deletes something; a call that may have arrived is not repeated, because the second would find nothing. */
    public void delete(String path) throws IOException {
        send(Call.send("DELETE", path, null, null, false));
    }

    public <T> List<T> run(String path, Class<T> type) throws IOException {
        return read(
                send(Call.send("POST", path, null, null, true)),
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
            throw new BackupException(ErrorCode.SERVICE_UNREACHABLE, answer.uri() + " answered with nothing");
        } catch (JsonProcessingException e) {
            throw new BackupException(
                    ErrorCode.SERVICE_UNREACHABLE,
                    answer.uri() + " answered with what a backup service does not: " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), e);
        }
    }

    Patience patience() {
        return patience;
    }

    Patience.Tries tries() {
        return patience.tries(answered);
    }

    HttpResponse<byte[]> send(Call call) throws IOException {
        return send(call, new Signs(patience.silence()));
    }

    HttpResponse<byte[]> send(Call call, Signs signs) throws IOException {
        Patience.Tries tries = tries();
        while (true) {
            BackupException failure;
            Duration wait = Duration.ZERO;
            try {
                HttpResponse<byte[]> answer = once(call, BodyHandlers.ofByteArray(), signs);
                if (answer.statusCode() < 300) {
                    return answer;
                }
                failure = refusal(answer);
                if (!call.repeatable() || !Refusals.passes(failure, answer.statusCode())) {
                    throw failure;
                }
                wait = Refusals.retryAfter(answer);
            } catch (IOException e) {
                failure = unreachable(e);
                if (!call.repeatable() && !(e instanceof ConnectException)) {
                    throw failure;
                }
            }
            if (!tries.again(wait)) {
                throw failure;
            }
        }
    }

    BackupException refusal(HttpResponse<byte[]> answer) {
        return Refusals.of(
                answer, answer.request().headers().firstValue("Authorization").isPresent());
    }

    /** One try, and what came of it. */
    HttpResponse<byte[]> once(Call call, BodyHandler<byte[]> handler, Signs signs) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(call.path()))
                .method(call.method(), call.body().get())
                .expectContinue(call.large());
        call.headers().forEach(request::header);
        Optional<Secret> bearer = token.now();
        bearer.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        HttpResponse<byte[]> answer = signs.await(client.sendAsync(request.build(), handler));
        answered = true;
        return answer;
    }

    /** What to tell of a try that broke off; thrown at once where another try would not help. */
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
