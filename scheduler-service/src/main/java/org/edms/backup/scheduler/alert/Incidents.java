package org.edms.backup.scheduler.alert;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.id.IncidentId;
import org.edms.backup.model.id.UuidV7;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Raises and clears incidents. Each is stored in one transaction with its alerts, so every incident is reported, and of
 * several replicas that notice the same problem, one reports it.
 */
@Singleton
public class Incidents {

    private static final Logger LOG = Logger.getLogger(Incidents.class);
    private static final Sort NEWEST_FIRST = Sort.descending("raisedAt", "id");

    private final Session session;
    private final UuidV7 ids;
    private final Clock clock;
    private final AlertPublisher publisher;

    Incidents(Session session, UuidV7 ids, Clock clock, AlertPublisher publisher) {
        this.session = session;
        this.ids = ids;
        this.clock = clock;
        this.publisher = publisher;
    }

    /** Raises an incident for each new problem, and clears the incidents that are resolved. */
    public void update(WatchResult result) {
        result.problems().forEach(problem -> raise(result.kind(), problem));
        for (Incident incident : open(result.kind())) {
            if (!result.contains(incident)) {
                result.resolution().apply(incident).ifPresent(how -> clear(incident, how));
            }
        }
    }

    @Transactional
    public List<Incident> open() {
        return IncidentEntry.<IncidentEntry>list("clearedAt is null", NEWEST_FIRST).stream()
                .map(IncidentEntry::incident)
                .toList();
    }

    /** The latest incidents, open and cleared, newest first. */
    @Transactional
    List<Incident> latest(int limit) {
        return IncidentEntry.<IncidentEntry>findAll(NEWEST_FIRST).page(0, limit).stream()
                .map(IncidentEntry::incident)
                .toList();
    }

    private List<Incident> open(IncidentKind kind) {
        return open().stream().filter(incident -> incident.kind() == kind).toList();
    }

    private void raise(IncidentKind kind, DetectedProblem problem) {
        Incident incident = new Incident(
                new IncidentId(ids.next()),
                kind,
                problem.subject(),
                problem.severity(),
                problem.message(),
                problem.since(),
                clock.instant(),
                null,
                null);
        boolean raised = QuarkusTransaction.requiringNew().call(() -> {
            boolean inserted = insert(incident);
            if (inserted) {
                publisher.publish(new AlertEvent.Raised(incident));
            }
            return inserted;
        });
        if (raised) {
            LOG.errorf("Alert: kind=%s subject=%s %s", kind, problem.subject(), problem.message());
        }
    }

    private void clear(Incident incident, String resolution) {
        Instant now = clock.instant();
        boolean cleared = QuarkusTransaction.requiringNew().call(() -> {
            boolean updated = IncidentEntry.update(
                            "clearedAt = ?1, resolution = ?2 where id = ?3 and clearedAt is null",
                            now,
                            resolution,
                            incident.id().value())
                    == 1;
            if (updated) {
                publisher.publish(new AlertEvent.Cleared(incident.cleared(now, resolution)));
            }
            return updated;
        });
        if (cleared) {
            LOG.infof("All clear: kind=%s subject=%s %s", incident.kind(), incident.subject(), resolution);
        }
    }

    /** A unique index admits one open incident per kind and subject, whichever replica comes first. */
    private boolean insert(Incident incident) {
        return session.createNativeMutationQuery("""
                                insert into incident (id, kind, subject, severity, message, since, raised_at)
                                values (:id, :kind, :subject, :severity, :message, :since, :raised_at)
                                on conflict (kind, subject) where cleared_at is null do nothing
                                """)
                        .setParameter("id", incident.id().value())
                        .setParameter("kind", incident.kind().name())
                        .setParameter("subject", incident.subject())
                        .setParameter("severity", incident.severity().name())
                        .setParameter("message", incident.message())
                        .setParameter("since", incident.since())
                        .setParameter("raised_at", incident.raisedAt())
                        .executeUpdate()
                == 1;
    }
}
