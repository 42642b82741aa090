package org.edms.backup.worker;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;
import org.edms.backup.model.id.RestoreJobId;
import org.hibernate.Session;

/** The restore orders in the worker's schema. */
@Singleton
class RestoreOrders {

    private final Session session;

    RestoreOrders(Session session) {
        this.session = session;
    }

    /** @return whether the order is new; an order that arrives again, in whatever message, is carried out once */
    @Transactional(TxType.MANDATORY)
    boolean add(RestoreOrder order) {
        return session.createMutationQuery("""
                                insert into RestoreOrder (id, request, confirmed, undoes)
                                values (:id, :request, :confirmed, :undoes)
                                on conflict do nothing
                                """)
                        .setParameter("id", order.id)
                        .setParameter("request", order.request)
                        .setParameter("confirmed", order.confirmed)
                        .setParameter("undoes", order.undoes, UUID.class)
                        .executeUpdate()
                == 1;
    }

    @Transactional
    RestoreOrder get(UUID id) {
        return RestoreOrder.<RestoreOrder>findByIdOptional(id).orElseThrow();
    }

    @Transactional(TxType.MANDATORY)
    void end(RestoreJobId id) {
        session.createNativeMutationQuery("update restore_request set ended_at = now() where id = :id")
                .setParameter("id", id.value())
                .executeUpdate();
    }

    /** Deletes orders that ended so long ago that no sender repeats them. */
    @Transactional
    void deleteOld() {
        session.createNativeMutationQuery("delete from restore_request where ended_at < now() - interval '30 days'")
                .executeUpdate();
    }
}
