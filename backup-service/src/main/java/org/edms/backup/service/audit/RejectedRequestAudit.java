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
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Enters the calls that were refused before they came as far as {@link AuditRequestFilter}: nobody signed in, no role, no such path.
 * Nothing was done, so the answer does not wait for the entry.
 */
@Singleton
class RejectedRequestAudit {

    /** Under which it stands in a call that its outcome has been entered. */
    static final String ENTERED = "edms.audit.entered";

    private static final Logger LOG = Logger.getLogger(RejectedRequestAudit.class);

    /** Before anybody looks at tokens. */
    private static final int FIRST = 1000;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_FAILURE = 500;

    private final Jdbi jdbi;
    private final AuditTrail trail;
    private final RejectionLimiter limiter;

    RejectedRequestAudit(Jdbi jdbi, AuditTrail trail, AuditSettings settings, Clock clock) {
        this.jdbi = jdbi;
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
            jdbi.useTransaction(transaction -> trail.append(transaction, record));
        } catch (JdbiException e) {
            LOG.errorf(e, "Not entered in the audit trail: %s", record);
        }
    }

    /** @return null for nobody whose token was accepted */
    private static String who(RoutingContext call) {
        return call.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? user.getSecurityIdentity().getPrincipal().getName()
                : null;
    }
}
