package org.edms.backup.model.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * An event in its envelope: CloudEvents 1.0, structured JSON. The attribute {@code type} corresponds to the class of the data.
 *
 * @param id identifies the event together with the source; ours are UUIDs, those of others need not be
 * @param source the service that sends the event
 * @param subject the job or check of the event
 * @param traceparent the W3C trace context; null for none
 */
public record Event(
        String specversion,
        String id,
        URI source,
        String subject,
        Instant time,
        String datacontenttype,
        String traceparent,

        @JsonProperty("data")
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "type")
        EventData data) {

    public static final String MEDIA_TYPE = "application/cloudevents+json";

    private static final String SPECVERSION = "1.0";
    private static final String DATA_MEDIA_TYPE = "application/json";
    private static final ObjectMapper MAPPER = Json.newMapper();

    public Event {
        if (!SPECVERSION.equals(specversion)) {
            throw new IllegalArgumentException("specversion must be " + SPECVERSION + ", not " + specversion);
        }
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("id is missing");
        }
        Objects.requireNonNull(source, "source is missing");
        Objects.requireNonNull(data, "data is missing");
    }

    public static Event of(String id, URI source, Instant time, String traceparent, EventData data) {
        String subject = data.key().isEmpty() ? null : data.key();
        return new Event(SPECVERSION, id, source, subject, time, DATA_MEDIA_TYPE, traceparent, data);
    }

    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.INTERNAL_ERROR, "Cannot write the event " + id, e);
        }
    }

    /** @throws BackupException with {@link ErrorCode#MESSAGE_UNREADABLE} and the reason, if the text is not an event of the suite */
    public static Event parse(String json) {
        try {
            Event event = json == null ? null : MAPPER.readValue(json, Event.class);
            if (event == null) {
                throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, "The message is empty");
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, e.getOriginalMessage(), e);
        }
    }
}
