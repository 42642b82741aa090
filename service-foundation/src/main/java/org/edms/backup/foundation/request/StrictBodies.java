package org.edms.backup.foundation.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import org.edms.backup.model.Json;

/** Reads request bodies and rejects fields that are unknown, repeated or of the wrong type. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class StrictBodies implements ContextResolver<ObjectMapper> {

    private final ObjectMapper mapper = Json.newStrictMapper();

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return mapper;
    }
}
