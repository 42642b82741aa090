package org.edms.backup.foundation.task;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.foundation.trace.Trace;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The work that waits or is being done. All times are the database's, so that the clocks of replicas do not matter. */
@Singleton
public class Tasks {

    private final Jdbi jdbi;

    Tasks(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public void add(Handle transaction, UUID id, String kind) {
        transaction
                .createUpdate("insert into task (id, kind, trace) values (:id, :kind, :trace)")
                .bind("id", id)
                .bind("kind", kind)
                .bind("trace", Trace.current())
                .execute();
    }

    /**
     * Takes the task that waits longest, be it new or left by one whose lease ran out. The attempt tells its holder from every
     * other, also from one in the same process.
     */
    Optional<Task> claim(Collection<String> kinds, String owner, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update task
                        set lease_owner = :owner, lease_until = now() + :lease * interval '1 ms', attempt = attempt + 1
                        where id = (
                            select id from task
                            where kind = any(:kinds) and ready_at <= now() and (lease_until is null or lease_until < now())
                            order by ready_at, id
                            limit 1
                            for update skip locked)
                        returning id, kind, attempt, cancelled_by, failure, trace
                        """)
                .bind("owner", owner)
                .bind("lease", lease.toMillis())
                .bindArray("kinds", String.class, kinds)
                .map((row, context) -> new Task(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getInt("attempt"),
                        row.getString("cancelled_by"),
                        row.getString("failure"),
                        row.getString("trace")))
                .findOne());
    }

    /** What a renewal of the lease told. */
    record Renewal(boolean held, String cancelledBy) {}

    Renewal renew(Task task, String owner, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update task set lease_until = now() + :lease * interval '1 ms'
                        where id = :id and attempt = :attempt and lease_owner = :owner
                        returning cancelled_by
                        """)
                .bind("lease", lease.toMillis())
                .bind("id", task.id())
                .bind("attempt", task.attempt())
                .bind("owner", owner)
                .map((row, context) -> new Renewal(true, row.getString("cancelled_by")))
                .findOne()
                .orElse(new Renewal(false, null)));
    }

    /** Whether it is still this owner's, and stays so until the transaction ends. */
    boolean isHeld(Handle transaction, Task task, String owner) {
        return transaction
                .createQuery(
                        "select 1 from task where id = :id and attempt = :attempt and lease_owner = :owner for update")
                .bind("id", task.id())
                .bind("attempt", task.attempt())
                .bind("owner", owner)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** The work is over. */
    void finish(Handle transaction, Task task, String owner) {
        LeaseLost.unless(transaction
                        .createUpdate("delete from task where id = :id and attempt = :attempt and lease_owner = :owner")
                        .bind("id", task.id())
                        .bind("attempt", task.attempt())
                        .bind("owner", owner)
                        .execute()
                == 1);
    }

    /**
     * The work is to be taken up again after a while.
     *
     * @param failure why; null when nothing failed
     */
    void putBack(Handle transaction, Task task, String owner, Duration delay, String failure) {
        LeaseLost.unless(transaction
                        .createUpdate("""
                                update task
                                set lease_owner = null, lease_until = null, ready_at = now() + :delay * interval '1 ms',
                                    failure = :failure
                                where id = :id and attempt = :attempt and lease_owner = :owner
                                """)
                        .bind("delay", delay.toMillis())
                        .bind("failure", failure)
                        .bind("id", task.id())
                        .bind("attempt", task.attempt())
                        .bind("owner", owner)
                        .execute()
                == 1);
    }

    /**
     * Asks whoever does the work to stop. What a dead one held may be done already: whoever takes it up next finds out, and
     * ends it.
     *
     * @return whether the task waited and is gone with this; else its holder will end it
     */
    public boolean cancel(Handle transaction, UUID id, String by) {
        int waiting = transaction
                .createUpdate("delete from task where id = :id and lease_until is null")
                .bind("id", id)
                .execute();
        if (waiting == 0) {
            transaction
                    .createUpdate("update task set cancelled_by = :by where id = :id and cancelled_by is null")
                    .bind("by", by)
                    .bind("id", id)
                    .execute();
        }
        return waiting == 1;
    }

    /** How many wait, and how many are being done. */
    public record Counts(int waiting, int held) {}

    public Counts count(String kind) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) filter (where lease_until is null or lease_until < now()) as waiting,
                            count(*) filter (where lease_until >= now()) as held
                        from task where kind = :kind
                        """)
                .bind("kind", kind)
                .map((row, context) -> new Counts(row.getInt("waiting"), row.getInt("held")))
                .one());
    }
}
