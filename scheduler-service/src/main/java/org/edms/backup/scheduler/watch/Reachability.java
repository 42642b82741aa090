package org.edms.backup.scheduler.watch;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.scheduler.alert.DetectedProblem;
import org.edms.backup.scheduler.alert.WatchResult;
import org.hibernate.Session;

/**
 * Whether backup-service is reachable. It counts as unreachable when several calls of this replica in a row got no answer, and
 * no other replica got one meanwhile: a replica with a broken network does not raise an incident that the next one clears.
 */
final class Reachability {

    private static final String SERVICE = "backup-service";

    private final Session session;
    private final Clock clock;
    private final int enough;
    private final Duration longEnough;
    private int failures;

    Reachability(Session session, Clock clock, WatchSettings settings) {
        this.session = session;
        this.clock = clock;
        this.enough = settings.unreachableAfter();
        this.longEnough = settings.every().multipliedBy(enough - 1L);
    }

    WatchResult answered() {
        failures = 0;
        lastAnswer("excluded.reached_at");
        return new WatchResult(
                IncidentKind.SERVICE_UNREACHABLE, List.of(), incident -> Optional.of("It is reachable again."));
    }

    WatchResult failed(BackupException failure) {
        failures++;
        Instant last = lastAnswer("contact.reached_at");
        List<DetectedProblem> problems = failures >= enough && isLongAgo(last)
                ? List.of(new DetectedProblem(SERVICE, HealthStatus.CRITICAL, failure.getMessage(), last))
                : List.of();
        return new WatchResult(IncidentKind.SERVICE_UNREACHABLE, problems, incident -> Optional.empty());
    }

    /**
     * Stores and returns the time of the last answer that any replica got. If there has never been one, waiting begins now.
     *
     * @param known the time to store if there has been an answer before
     */
    private Instant lastAnswer(String known) {
        return QuarkusTransaction.requiringNew()
                .call(() -> session.createNativeQuery("""
                        insert into contact (service, reached_at) values (:service, :now)
                        on conflict (service) do update set reached_at = %s
                        returning reached_at
                        """.formatted(known), Instant.class)
                        .setParameter("service", SERVICE)
                        .setParameter("now", clock.instant())
                        .getSingleResult());
    }

    /** An answer in the future dates from before the clock was set back. */
    private boolean isLongAgo(Instant last) {
        Instant now = clock.instant();
        return !last.plus(longEnough).isAfter(now) || last.minus(longEnough).isAfter(now);
    }
}
