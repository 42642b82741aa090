package org.edms.backup.foundation.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.error.Problem;

/** Rejects requests without a token, with a problem document. An invalid token fails before this policy runs. */
@Singleton
class BearerTokenPolicy implements HttpSecurityPolicy {

    private final ObjectMapper mapper;

    BearerTokenPolicy(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String name() {
        return "signed-in";
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        return identity.flatMap(who -> who.isAnonymous() ? reject(request) : CheckResult.permit());
    }

    /** Ends the response, so no other handler runs. */
    private Uni<CheckResult> reject(RoutingContext request) {
        Problem problem = Problem.of(
                new Failure(ErrorCode.NOT_AUTHENTICATED, "a valid bearer token is needed"),
                URI.create(request.request().path()));
        request.response()
                .setStatusCode(problem.status())
                .putHeader("WWW-Authenticate", "Bearer")
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(json(problem))
                .onFailure(request::fail);
        return Uni.createFrom().nothing();
    }

    private String json(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
