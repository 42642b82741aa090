package org.edms.backup.service.audit;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.edms.backup.model.audit.AuditEntry.Outcome;
import org.edms.backup.model.id.UuidV7;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Calls that change something, from before the work until the trail tells how it ended. Before anything is done, a note of
 * the call is written; where that cannot be done, nothing is. The note goes with the entry that tells the outcome. What has a
 * note and never an entry, since the service died or the database went away in between, is entered as failed later on: work
 * may have been done, and is not undone, but it is never without a trace.
 */
@Singleton
class PendingRequests {

    private final Jdbi jdbi;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    PendingRequests(Jdbi jdbi, AuditTrail trail, UuidV7 ids, Clock clock) {
        this.jdbi = jdbi;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    UUID begin(String who, AuditedRequest call, String from) {
        UUID id = ids.next();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into audit_begun (id, at, who, action, subject, origin)
                        values (:id, :at, :who, :action, :subject, :from)
                        """)
                .bind("id", id)
                .bind("at", clock.instant())
                .bind("who", who)
                .bind("action", call.action())
                .bind("subject", call.subject())
                .bind("from", from)
                .execute());
        return id;
    }

    void complete(UUID id, AuditRecord record) {
        jdbi.useTransaction(transaction -> {
            remove(transaction, id);
            trail.append(transaction, record);
        });
    }

    /** Enters what was begun so long ago that nobody is at it any more. */
    void recordAbandoned(Duration after) {
        for (Abandoned each : abandoned(after)) {
            jdbi.useTransaction(transaction -> {
                if (remove(transaction, each.id()) == 1) {
                    trail.append(transaction, each.record());
                }
            });
        }
    }

    private static int remove(Handle transaction, UUID id) {
        return transaction
                .createUpdate("delete from audit_begun where id = :id")
                .bind("id", id)
                .execute();
    }

    private record Abandoned(UUID id, AuditRecord record) {}

    private List<Abandoned> abandoned(Duration after) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, at, who, action, subject, origin from audit_begun where at < :limit order by at")
                .bind("limit", clock.instant().minus(after))
                .map((row, context) -> abandoned(row))
                .list());
    }

    private static Abandoned abandoned(ResultSet row) throws SQLException {
        return new Abandoned(
                row.getObject("id", UUID.class),
                new AuditRecord(
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("origin"),
                        Outcome.FAILED,
                        "begun at " + row.getTimestamp("at").toInstant()
                                + "; how it ended is not known: it may have been done"));
    }
}
