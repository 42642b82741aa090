package org.edms.backup.service.event;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.UUID;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;

/** The events of jobs. They are kept for a week, so that a follower whose connection broke can resume. */
@Singleton
public class JobEvents implements PanacheRepositoryBase<JobEventRow, Long> {

    private static final int LIMIT = 500;

    private final Outbox outbox;

    JobEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Records an event and sends it to Kafka when the transaction commits. */
    @Transactional(TxType.MANDATORY)
    public void publish(UUID job, EventData data) {
        record(job, outbox.add(data));
    }

    /** Records an event that another service published. */
    @Transactional(TxType.MANDATORY)
    public void record(UUID job, Event event) {
        persist(new JobEventRow(job, event.toJson()));
    }

    @Transactional
    List<JobEventRow> after(UUID job, long number) {
        return find("job = ?1 and id > ?2", Sort.by("id"), job, number)
                .page(0, LIMIT)
                .list();
    }

    @Transactional
    public void deleteExpired() {
        getSession()
                .createNativeMutationQuery("delete from job_event where told_at < now() - interval '7 days'")
                .executeUpdate();
    }
}
