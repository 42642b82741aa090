package org.edms.backup.foundation.trace;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Continues the trace of the caller and returns it in the response. */
class TraceFilter {

    private static final String TRACEPARENT = "traceparent";

    @ServerRequestFilter(preMatching = true)
    void enter(ContainerRequestContext request) {
        Trace.within(request.getHeaderString(TRACEPARENT)).enter();
    }

    @ServerResponseFilter
    void leave(ContainerResponseContext response) {
        String trace = Trace.current();
        if (trace != null) {
            response.getHeaders().putSingle(TRACEPARENT, trace);
        }
        Trace.leave();
    }
}
