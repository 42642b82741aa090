package org.edms.backup.service.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.edms.backup.model.audit.AuditEntry;
import org.edms.backup.model.audit.TrailCheck;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The audit trail: numbered without gaps, each entry with the hash of the one before. The number and hash of its end are
 * written to the log with each entry as well, where one who may write to the database cannot alter them.
 */
@Singleton
public class AuditTrail {

    private static final Logger LOG = Logger.getLogger(AuditTrail.class);
    private static final int AT_ONCE = 1000;
    private static final String COLUMNS =
            "select number, at, who, action, subject, origin, outcome, detail, previous_hash, hash from audit_entry ";
    private static final String CHOSEN = """
            where (:who::text is null or who = :who)
              and (:action::text is null or starts_with(action, :action::text))
              and (:since::timestamptz is null or at >= :since::timestamptz)
              and (:until::timestamptz is null or at < :until::timestamptz)
            """;

    private final Jdbi jdbi;
    private final Clock clock;
    private final AtomicReference<Head> seen = new AtomicReference<>(Head.NONE);

    AuditTrail(Jdbi jdbi, Clock clock, MeterRegistry metrics) {
        this.jdbi = jdbi;
        this.clock = clock;
        Gauge.builder("edms_backup_audit_entries", () -> seen.get().number())
                .description("The number of the last entry of the audit trail that this service wrote or saw")
                .register(metrics);
    }

    /** Adds an entry when the transaction is committed. It holds the trail's end until then: add it last, and be quick. */
    public void add(Handle transaction, Deed deed) {
        Head head = head(transaction, "for update");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AuditEntry open = entry(head.number() + 1, now, deed, head.hash(), "");
        AuditEntry entry = entry(open.number(), now, deed, head.hash(), Chain.hash(open));
        insert(transaction, entry);
        transaction
                .createUpdate("update audit_head set number = :number, hash = :hash")
                .bind("number", entry.number())
                .bind("hash", entry.hash())
                .execute();
        transaction.afterCommit(() -> note(entry));
    }

    private void note(AuditEntry entry) {
        see(new Head(entry.number(), entry.hash()));
        LOG.infof(
                "audit number=%d hash=%s who=%s action=\"%s\" subject=%s outcome=%s",
                entry.number(), entry.hash(), entry.who(), entry.action(), entry.subject(), entry.outcome());
    }

    private void see(Head head) {
        seen.accumulateAndGet(head, (one, other) -> one.number() >= other.number() ? one : other);
    }

    private static AuditEntry entry(long number, Instant at, Deed deed, String previous, String hash) {
        return new AuditEntry(
                number,
                at,
                deed.who(),
                deed.action(),
                deed.subject(),
                deed.from(),
                deed.outcome(),
                deed.detail(),
                previous,
                hash);
    }

    private static Head head(Handle handle, String lock) {
        return handle.createQuery("select number, hash from audit_head " + lock)
                .map((row, context) -> new Head(row.getLong("number"), row.getString("hash")))
                .one();
    }

    private static void insert(Handle transaction, AuditEntry entry) {
        transaction
                .createUpdate("""
                        insert into audit_entry
                            (number, at, who, action, subject, origin, outcome, detail, previous_hash, hash)
                        values (:number, :at, :who, :action, :subject, :from, :outcome, :detail, :previous, :hash)
                        """)
                .bind("number", entry.number())
                .bind("at", entry.at())
                .bind("who", entry.who())
                .bind("action", entry.action())
                .bind("subject", entry.subject())
                .bind("from", entry.from())
                .bind("outcome", entry.outcome().name())
                .bind("detail", entry.detail())
                .bind("previous", entry.previousHash())
                .bind("hash", entry.hash())
                .execute();
    }

    /** Which entries are wanted; null for all. An action is named by its beginning. */
    record Choice(String who, String action, Instant since, Instant until) {}

    List<AuditEntry> list(Choice choice, int size, long offset) {
        return jdbi.withHandle(handle -> bound(
                        choice,
                        handle.createQuery(COLUMNS + CHOSEN + " order by number desc limit :size offset :offset"))
                .bind("size", size)
                .bind("offset", offset)
                .map((row, context) -> entry(row))
                .list());
    }

    long count(Choice choice) {
        return jdbi.withHandle(handle -> bound(choice, handle.createQuery("select count(*) from audit_entry " + CHOSEN))
                .mapTo(Long.class)
                .one());
    }

    /** Walks a snapshot of the trail, without a lock: entries are added meanwhile, and nobody waits for the walk. */
    TrailCheck check() {
        // Before the snapshot is taken: what this process has seen by now is committed, so the snapshot has it.
        Head seenBefore = seen.get();
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, transaction -> {
            Head head = head(transaction, "");
            TrailWalk walk = new TrailWalk();
            try (Stream<AuditEntry> entries = transaction
                    .createQuery(COLUMNS + "order by number")
                    .setFetchSize(AT_ONCE)
                    .map((row, context) -> entry(row))
                    .stream()) {
                entries.forEach(walk::next);
            }
            TrailCheck check = walk.end(head, seenBefore);
            see(head);
            if (!check.whole()) {
                LOG.errorf("The audit trail is broken: entry %d: %s", check.firstBroken(), check.problem());
            }
            return check;
        });
    }

    private static <S extends SqlStatement<S>> S bound(Choice choice, S statement) {
        return statement
                .bind("who", choice.who())
                .bind("action", choice.action())
                .bind("since", choice.since() == null ? null : choice.since().toString())
                .bind("until", choice.until() == null ? null : choice.until().toString());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("number"),
                row.getTimestamp("at").toInstant(),
                row.getString("who"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("origin"),
                AuditEntry.Outcome.valueOf(row.getString("outcome")),
                row.getString("detail"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
