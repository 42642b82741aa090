package org.edms.backup.service.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.edms.backup.model.audit.AuditEntry;
import org.edms.backup.model.audit.TrailCheck;
import org.edms.backup.service.access.Conditions;
import org.jboss.logging.Logger;

/**
 * The audit trail: entries numbered without gaps, each with the hash of the entry before. The number and hash of the last entry
 * also go to the log, which nobody can alter through the database.
 */
@Singleton
public class AuditTrail implements PanacheRepositoryBase<AuditEntryRow, Long> {

    private static final Logger LOG = Logger.getLogger(AuditTrail.class);
    private static final int FETCH_SIZE = 1000;
    private static final int VERIFICATION_SECONDS = 24 * 3600;

    private final Clock clock;
    private final Event<AuditEntry> appended;
    private final AtomicReference<ChainHead> seen = new AtomicReference<>(ChainHead.NONE);

    AuditTrail(Clock clock, Event<AuditEntry> appended, MeterRegistry metrics) {
        this.clock = clock;
        this.appended = appended;
        Gauge.builder("edms_backup_audit_entries", () -> seen.get().number())
                .description("Number of the last audit entry that this service wrote or read")
                .register(metrics);
    }

    /**
     * Appends an entry in the caller's transaction, or in one of its own. It locks the end of the trail until the commit, so
     * append last, and commit soon.
     */
    @Transactional
    public void append(AuditRecord record) {
        ChainHead head = head("for update");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AuditEntry unsealed = entry(head.number() + 1, now, record, head.hash(), "");
        AuditEntry entry = entry(unsealed.number(), now, record, head.hash(), HashChain.hash(unsealed));
        persist(new AuditEntryRow(entry));
        getSession()
                .createNativeMutationQuery("update audit_head set number = :number, hash = :hash")
                .setParameter("number", entry.number())
                .setParameter("hash", entry.hash())
                .executeUpdate();
        appended.fire(entry);
    }

    void logCommitted(@Observes(during = TransactionPhase.AFTER_SUCCESS) AuditEntry entry) {
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

    private ChainHead head(String lock) {
        return getSession()
                .createNativeQuery("select number, hash from audit_head " + lock, ChainHead.class)
                .getSingleResult();
    }

    /**
     * The entries that a list contains; null matches all.
     *
     * @param action the beginning of an action
     */
    record Filter(String who, String action, Instant since, Instant until) {}

    PanacheQuery<AuditEntryRow> find(Filter filter) {
        return new Conditions()
                .add("who = :who", "who", filter.who())
                .add("left(action, length(:action)) = :action", "action", filter.action())
                .add("at >= :since", "since", filter.since())
                .add("at < :until", "until", filter.until())
                .find(this, Sort.descending("number"));
    }

    /** Verifies a snapshot of the trail without a lock, so entries can be appended meanwhile. */
    @Transactional
    @TransactionConfiguration(timeout = VERIFICATION_SECONDS)
    TrailCheck verify() {
        // Before the snapshot: this process committed what it has seen by now, so the snapshot contains it.
        ChainHead seenBefore = seen.get();
        getSession()
                .createNativeMutationQuery("set transaction isolation level repeatable read")
                .executeUpdate();
        ChainHead head = head("");
        TrailVerifier verifier = new TrailVerifier();
        try (Stream<AuditEntry> entries = entries()) {
            entries.forEach(verifier::next);
        }
        TrailCheck check = verifier.end(head, seenBefore);
        remember(head);
        if (!check.whole()) {
            LOG.errorf("The audit trail is broken: entry %d: %s", check.firstBroken(), check.problem());
        }
        return check;
    }

    /** All entries in their order. They do not enter the persistence context, so a long trail needs no more memory. */
    private Stream<AuditEntry> entries() {
        return getSession()
                .createSelectionQuery("""
                        select number, at, who, action, subject, origin, outcome, detail, previousHash, hash
                        from AuditEntryRow order by number
                        """, AuditEntry.class)
                .setFetchSize(FETCH_SIZE)
                .getResultStream();
    }
}
