package org.edms.backup.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.edms.backup.model.Json;

/**
 * A request to the service, which may have to be repeated.
 *
 * @param path relative to the base URL of the API
 * @param body created again for each attempt
 * @param repeatable whether sending it twice has the same effect as sending it once
 * @param large whether to ask the service before sending the body ({@code Expect: 100-continue})
 */
record ApiRequest(
        String method,
        String path,
        Map<String, String> headers,
        Supplier<BodyPublisher> body,
        boolean repeatable,
        boolean large) {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final String KEY = "Idempotency-Key";

    static ApiRequest get(String path, Map<String, String> headers) {
        return new ApiRequest("GET", path, headers, BodyPublishers::noBody, true, false);
    }

    /** @param key idempotency key; null if the request needs none to be repeatable */
    static ApiRequest send(String method, String path, Object body, String key, boolean repeatable)
            throws JsonProcessingException {
        Map<String, String> headers = new HashMap<>();
        if (key != null) {
            headers.put(KEY, key);
        }
        headers.put("Content-Type", "application/json");
        if (body == null) {
            return new ApiRequest(method, path, headers, BodyPublishers::noBody, repeatable, false);
        }
        byte[] json = JSON.writeValueAsBytes(body);
        return new ApiRequest(method, path, headers, () -> BodyPublishers.ofByteArray(json), repeatable, false);
    }

    static ApiRequest upload(String path, String contentType, String key, Supplier<BodyPublisher> body) {
        return new ApiRequest("POST", path, Map.of("Content-Type", contentType, KEY, key), body, true, true);
    }
}
