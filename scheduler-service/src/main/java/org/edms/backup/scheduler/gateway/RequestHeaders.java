package org.edms.backup.scheduler.gateway;

import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import org.edms.backup.foundation.trace.Trace;

/** Adds the token and the trace context to requests. */
@Singleton
class RequestHeaders implements ClientRequestFilter {

    private final GatewaySettings settings;

    RequestHeaders(GatewaySettings settings) {
        this.settings = settings;
    }

    @Override
    public void filter(ClientRequestContext request) {
        request.getHeaders()
                .putSingle("Authorization", "Bearer " + settings.token().reveal());
        String trace = Trace.current();
        if (trace != null) {
            request.getHeaders().putSingle("traceparent", trace);
        }
    }
}
