package org.edms.backup.foundation.task;

import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.foundation.trace.Trace;
import org.hibernate.Session;

/** The task queue. All times are the database's, so the clocks of replicas do not matter. */
@Singleton
public class Tasks {

    private static final String HELD = "id = ?1 and attempt = ?2 and leaseOwner = ?3";

    private final Session session;

    Tasks(Session session) {
        this.session = session;
    }

    @Transactional(TxType.MANDATORY)
    public void add(UUID id, String kind) {
        new Task(id, kind, Trace.current()).persist();
    }

    /**
     * Claims the task that has waited longest, be it new or one whose lease expired. The attempt distinguishes its holder from
     * every other, even from one in the same process.
     */
    @Transactional
    Optional<Task> claim(Collection<String> kinds, String owner, Duration lease) {
        return session.createNativeQuery("""
                        update task
                        set lease_owner = :owner, lease_until = now() + :lease * interval '1 ms', attempt = attempt + 1
                        where id = (
                            select id from task
                            where kind in (:kinds) and ready_at <= now() and (lease_until is null or lease_until < now())
                            order by ready_at, id
                            limit 1
                            for update skip locked)
                        returning *
                        """, Task.class)
                .setParameter("owner", owner)
                .setParameter("lease", lease.toMillis())
                .setParameterList("kinds", kinds)
                .uniqueResultOptional();
    }

    /** @param cancelledBy who cancelled the task since it was claimed; null for nobody */
    record Renewal(boolean held, String cancelledBy) {}

    @Transactional
    Renewal renew(Task task, String owner, Duration lease) {
        List<String> cancelledBy = session.createNativeQuery("""
                        update task set lease_until = now() + :lease * interval '1 ms'
                        where id = :id and attempt = :attempt and lease_owner = :owner
                        returning cancelled_by
                        """, String.class)
                .setParameter("lease", lease.toMillis())
                .setParameter("id", task.id)
                .setParameter("attempt", task.attempt)
                .setParameter("owner", owner)
                .getResultList();
        return cancelledBy.isEmpty() ? new Renewal(false, null) : new Renewal(true, cancelledBy.get(0));
    }

    /** Whether this owner still holds the task. If so, nobody can take it over until the transaction ends. */
    @Transactional(TxType.MANDATORY)
    boolean isHeld(Task task, String owner) {
        return Task.find(HELD, task.id, task.attempt, owner)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .isPresent();
    }

    @Transactional(TxType.MANDATORY)
    void finish(Task task, String owner) {
        LeaseLost.unless(Task.delete(HELD, task.id, task.attempt, owner) == 1);
    }

    /** @param failure why the task is attempted again; null when nothing failed */
    @Transactional(TxType.MANDATORY)
    void requeue(Task task, String owner, Duration delay, String failure) {
        LeaseLost.unless(session.createNativeMutationQuery("""
                                update task
                                set lease_owner = null, lease_until = null, ready_at = now() + :delay * interval '1 ms',
                                    failure = :failure
                                where id = :id and attempt = :attempt and lease_owner = :owner
                                """)
                        .setParameter("delay", delay.toMillis())
                        .setParameter("failure", failure, String.class)
                        .setParameter("id", task.id)
                        .setParameter("attempt", task.attempt)
                        .setParameter("owner", owner)
                        .executeUpdate()
                == 1);
    }

    /**
     * Deletes a waiting task, or asks the holder of a claimed one to stop. A task whose holder died may be done already, so
     * the next holder finds out and ends it.
     *
     * @return whether the task waited and is deleted; otherwise its holder will end it
     */
    @Transactional(TxType.MANDATORY)
    public boolean cancel(UUID id, String by) {
        boolean waited = Task.delete("id = ?1 and leaseUntil is null", id) == 1;
        if (!waited) {
            Task.update("cancelledBy = ?1 where id = ?2 and cancelledBy is null", by, id);
        }
        return waited;
    }

    public record Counts(long waiting, long held) {}

    @Transactional
    public Counts count(String kind) {
        return session.createNativeQuery("""
                        select count(*) filter (where lease_until is null or lease_until < now()) as waiting,
                            count(*) filter (where lease_until >= now()) as held
                        from task where kind = :kind
                        """, Counts.class)
                .setParameter("kind", kind)
                .getSingleResult();
    }
}
