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
 * A call, which may have to be made again.
 *
 * @param path below the root of the service's paths
 * @param body made anew for each try
 * @param repeatable whether it does no more when it is made twice
 * @param large whether the service is asked first if it wants the body
 */
record Call(
        String method,
        String path,
        Map<String, String> headers,
        Supplier<BodyPublisher> body,
        boolean repeatable,
        boolean large) {

    private static final ObjectMapper JSON = Json.newMapper();
    private static final String KEY = "Idempotency-Key";

    static Call get(String path, Map<String, String> headers) {
        return new Call("GET", path, headers, BodyPublishers::noBody, true, false);
    }

    /** @param key under which the service does it once; null where it needs none to be repeatable */
    static Call send(String method, String path, Object body, String key, boolean repeatable)
            throws JsonProcessingException {
        Map<String, String> headers = new HashMap<>();
        if (key != null) {
            headers.put(KEY, key);
        }
        headers.put("Content-Type", "application/json");
        if (body == null) {
            return new Call(method, path, headers, BodyPublishers::noBody, repeatable, false);
        }
        byte[] json = JSON.writeValueAsBytes(body);
        return new Call(method, path, headers, () -> BodyPublishers.ofByteArray(json), repeatable, false);
    }

    static Call upload(String path, String contentType, String key, Supplier<BodyPublisher> body) {
        return new Call("POST", path, Map.of("Content-Type", contentType, KEY, key), body, true, true);
    }
}
