package org.edms.backup.service.audit;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.edms.backup.model.audit.AuditEntry.Outcome;
import org.jboss.logging.Logger;

/**
 * Audits the requests that were rejected before they reached {@link AuditRequestFilter}: not signed in, without the role, or for
 * an unknown path. Nothing was done, so the response does not wait for the entry.
 */
@Singleton
class RejectedRequestAudit {

    /** Routing property of a request that has its entry. */
    static final String ENTERED = "edms.audit.entered";

    private static final Logger LOG = Logger.getLogger(RejectedRequestAudit.class);

    /** Runs before tokens are checked. */
    private static final int FIRST = 1000;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_FAILURE = 500;

    private final AuditTrail trail;
    private final RejectionLimiter limiter;

    RejectedRequestAudit(AuditTrail trail, AuditSettings settings, Clock clock) {
        this.trail = trail;
        this.limiter = new RejectionLimiter(settings.refusalsPerMinute(), clock);
    }

    void watch(@Observes Filters filters) {
        filters.register(this::watch, FIRST);
    }

    private void watch(RoutingContext call) {
        if (AuditedRequest.changes(call.request().method().name())) {
            call.addEndHandler(ended -> ended(call));
        }
        call.next();
    }

    private void ended(RoutingContext call) {
        int status = call.response().getStatusCode();
        if (call.get(ENTERED) != null || status == TOO_MANY_REQUESTS) {
            return;
        }
        String from = call.request().remoteAddress() == null
                ? ""
                : call.request().remoteAddress().hostAddress();
        String who = who(call);
        if (who == null && !limiter.tryAcquire(from)) {
            return;
        }
        AuditedRequest asked = AuditedRequest.of(call.request().method().name(), call.normalizedPath());
        AuditRecord record = new AuditRecord(
                who == null ? "nobody" : who,
                asked.action(),
                asked.subject(),
                from,
                status < FIRST_FAILURE ? Outcome.REFUSED : Outcome.FAILED,
                String.valueOf(status));
        Infrastructure.getDefaultWorkerPool().execute(() -> enter(record));
    }

    private void enter(AuditRecord record) {
        try {
            trail.append(record);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Cannot write the audit entry: %s", record);
        }
    }

    /** @return null without an accepted token */
    private static String who(RoutingContext call) {
        return call.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? user.getSecurityIdentity().getPrincipal().getName()
                : null;
    }
}
