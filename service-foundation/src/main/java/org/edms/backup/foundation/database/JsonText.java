package org.edms.backup.foundation.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.edms.backup.model.Json;

/** A record as JSON text, as REST and events show it. Entities need none: their jsonb columns map to the record. */
public final class JsonText {

    private static final ObjectMapper MAPPER = Json.newMapper();

    private JsonText() {}

    public static String write(Object value) {
        try {
            return value == null ? null : MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T> T read(String json, Class<T> type) {
        try {
            return json == null ? null : MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
