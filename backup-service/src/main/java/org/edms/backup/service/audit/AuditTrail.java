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
    private static final String MATCHES = """
            where (:who::text is null or who = :who)
              and (:action::text is null or starts_with(action, :action::text))
              and (:since::timestamptz is null or at >= :since::timestamptz)
              and (:until::timestamptz is null or at < :until::timestamptz)
            """;

    private final Jdbi jdbi;
    private final Clock clock;
    private final AtomicReference<ChainHead> seen = new AtomicReference<>(ChainHead.NONE);

    AuditTrail(Jdbi jdbi, Clock clock, MeterRegistry metrics) {
        this.jdbi = jdbi;
        this.clock = clock;
        Gauge.builder("edms_backup_audit_entries", () -> seen.get().number())
                .description("The number of the last entry of the audit trail that this service wrote or saw")
                .register(metrics);
    }

    /** Adds an entry when the transaction is committed. It holds the trail's end until then: add it last, and be quick. */
    public void append(Handle transaction, AuditRecord record) {
        ChainHead head = head(transaction, "for update");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AuditEntry open = entry(head.number() + 1, now, record, head.hash(), "");
        AuditEntry entry = entry(open.number(), now, record, head.hash(), HashChain.hash(open));
        insert(transaction, entry);
        transaction
                .createUpdate("update audit_head set number = :number, hash = :hash")
                .bind("number", entry.number())
                .bind("hash", entry.hash())
                .execute();
        transaction.afterCommit(() -> note(entry));
    }

    private void note(AuditEntry entry) {
        remember(new ChainHead(entry.number(), entry.hash()));
        LOG.infof(
                "audit number=%d hash=%s who=%s action=\"%s\" subject=%s outcome=%s",
                entry.number(), entry.hash(), entry.who(), entry.action(), entry.subject(), entry.outcome());
    }

    private void remember(ChainHead head) {
        seen.accumulateAndGet(head, (one, other) -> one.number() >= other.number() ? one : other);
    }

    private static AuditEntry entry(long number, Instant at, AuditRecord record, String previous, String hash) {
        return new AuditEntry(
                number,
                at,
                record.who(),
                record.action(),
                record.subject(),
                record.from(),
                record.outcome(),
                record.detail(),
                previous,
                hash);
    }

    private static ChainHead head(Handle handle, String lock) {
        return handle.createQuery("select number, hash from audit_head " + lock)
                .map((row, context) -> new ChainHead(row.getLong("number"), row.getString("hash")))
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
    record Filter(String who, String action, Instant since, Instant until) {}

    List<AuditEntry> list(Filter filter, int size, long offset) {
        return jdbi.withHandle(handle -> bound(
                        filter,
                        handle.createQuery(COLUMNS + MATCHES + " order by number desc limit :size offset :offset"))
                .bind("size", size)
                .bind("offset", offset)
                .map((row, context) -> entry(row))
                .list());
    }

    long count(Filter filter) {
        return jdbi.withHandle(
                handle -> bound(filter, handle.createQuery("select count(*) from audit_entry " + MATCHES))
                        .mapTo(Long.class)
                        .one());
    }

    /** Walks a snapshot of the trail, without a lock: entries are added meanwhile, and nobody waits for the verifier. */
    TrailCheck verify() {
        // Before the snapshot is taken: what this process has seen by now is committed, so the snapshot has it.
        ChainHead seenBefore = seen.get();
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, transaction -> {
            ChainHead head = head(transaction, "");
            TrailVerifier verifier = new TrailVerifier();
            try (Stream<AuditEntry> entries = transaction
                    .createQuery(COLUMNS + "order by number")
                    .setFetchSize(AT_ONCE)
                    .map((row, context) -> entry(row))
                    .stream()) {
                entries.forEach(verifier::next);
            }
            TrailCheck check = verifier.end(head, seenBefore);
            remember(head);
            if (!check.whole()) {
                LOG.errorf("The audit trail is broken: entry %d: %s", check.firstBroken(), check.problem());
            }
            return check;
        });
    }

    private static <S extends SqlStatement<S>> S bound(Filter filter, S statement) {
        return statement
                .bind("who", filter.who())
                .bind("action", filter.action())
                .bind("since", filter.since() == null ? null : filter.since().toString())
                .bind("until", filter.until() == null ? null : filter.until().toString());
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
