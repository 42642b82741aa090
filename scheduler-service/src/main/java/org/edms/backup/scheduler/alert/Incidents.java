package org.edms.backup.scheduler.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.id.IncidentId;
import org.edms.backup.model.id.UuidV7;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What is wrong. An incident begins and ends in a transaction with what has to be told of it, so that each is told, and of
 * several replicas that notice the same, one tells.
 */
public final class Incidents {

    private static final Logger LOG = Logger.getLogger(Incidents.class);

    private final Jdbi jdbi;
    private final UuidV7 ids;
    private final Clock clock;
    private final Telling telling;

    Incidents(Jdbi jdbi, UuidV7 ids, Clock clock, Telling telling) {
        this.jdbi = jdbi;
        this.ids = ids;
        this.clock = clock;
        this.telling = telling;
    }

    /** Begins what is new, ends what is over. */
    public void update(Survey survey) {
        survey.findings().forEach(finding -> raise(survey.kind(), finding));
        for (Incident incident : open(survey.kind())) {
            if (!survey.finds(incident)) {
                survey.resolution().apply(incident).ifPresent(how -> clear(incident, how));
            }
        }
    }

    public List<Incident> open() {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select * from incident where cleared_at is null order by raised_at desc
                        """).map((row, context) -> incident(row)).list());
    }

    /** Those that are over as well, newest first. */
    List<Incident> latest(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from incident order by raised_at desc, id desc limit :limit
                        """)
                .bind("limit", limit)
                .map((row, context) -> incident(row))
                .list());
    }

    private List<Incident> open(IncidentKind kind) {
        return open().stream().filter(incident -> incident.kind() == kind).toList();
    }

    private void raise(IncidentKind kind, Finding finding) {
        Incident incident = new Incident(
                new IncidentId(ids.next()),
                kind,
                finding.subject(),
                finding.severity(),
                finding.message(),
                finding.since(),
                clock.instant(),
                null,
                null);
        boolean raised = jdbi.inTransaction(transaction -> {
            if (!insert(transaction, incident)) {
                return false;
            }
            telling.tell(transaction, new AlertEvent.Raised(incident));
            return true;
        });
        if (raised) {
            LOG.errorf("Alert: kind=%s subject=%s %s", kind, finding.subject(), finding.message());
        }
    }

    private void clear(Incident incident, String how) {
        Incident over = incident.cleared(clock.instant(), how);
        boolean cleared = jdbi.inTransaction(transaction -> {
            if (!end(transaction, over)) {
                return false;
            }
            telling.tell(transaction, new AlertEvent.Cleared(over));
            return true;
        });
        if (cleared) {
            LOG.infof("All clear: kind=%s subject=%s %s", incident.kind(), incident.subject(), how);
        }
    }

    private static boolean insert(Handle transaction, Incident incident) {
        return transaction
                        .createUpdate("""
                                insert into incident (id, kind, subject, severity, message, since, raised_at)
                                values (:id, :kind, :subject, :severity, :message, :since, :raised_at)
                                on conflict (kind, subject) where cleared_at is null do nothing
                                """)
                        .bind("id", incident.id().value())
                        .bind("kind", incident.kind().name())
                        .bind("subject", incident.subject())
                        .bind("severity", incident.severity().name())
                        .bind("message", incident.message())
                        .bind("since", utc(incident.since()))
                        .bind("raised_at", utc(incident.raisedAt()))
                        .execute()
                == 1;
    }

    private static boolean end(Handle transaction, Incident over) {
        return transaction
                        .createUpdate("""
                                update incident set cleared_at = :cleared_at, resolution = :resolution
                                where id = :id and cleared_at is null
                                """)
                        .bind("id", over.id().value())
                        .bind("cleared_at", utc(over.clearedAt()))
                        .bind("resolution", over.resolution())
                        .execute()
                == 1;
    }

    private static Incident incident(ResultSet row) throws SQLException {
        return new Incident(
                new IncidentId(row.getObject("id", UUID.class)),
                IncidentKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                HealthStatus.valueOf(row.getString("severity")),
                row.getString("message"),
                instant(row, "since"),
                instant(row, "raised_at"),
                instant(row, "cleared_at"),
                row.getString("resolution"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
