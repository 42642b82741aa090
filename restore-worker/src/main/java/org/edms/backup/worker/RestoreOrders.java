package org.edms.backup.worker;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.edms.backup.foundation.database.JsonColumn;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreRequest;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The restores that were asked for, as the worker's schema keeps them. */
@Singleton
class RestoreOrders {

    private static final String KEPT = "30 days";

    private final Jdbi jdbi;

    RestoreOrders(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @return whether it is new; one that came before, in whatever message, is carried out once */
    boolean add(Handle transaction, RestoreOrder order) {
        return transaction
                        .createUpdate("""
                                insert into restore_request (id, request, confirmed, undoes)
                                values (:id, cast(:request as jsonb), :confirmed, cast(:undoes as uuid))
                                on conflict do nothing
                                """)
                        .bind("id", order.id().value())
                        .bind("request", JsonColumn.write(order.request()))
                        .bind("confirmed", order.confirmed())
                        .bind(
                                "undoes",
                                order.undoes() == null ? null : order.undoes().value())
                        .execute()
                == 1;
    }

    RestoreOrder get(UUID id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select request, confirmed, undoes from restore_request where id = :id")
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .one());
    }

    void ended(Handle transaction, RestoreJobId id) {
        transaction
                .createUpdate("update restore_request set ended_at = now() where id = :id")
                .bind("id", id.value())
                .execute();
    }

    /** What ended so long ago that nobody sends it again. */
    void forgetOld() {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from restore_request where ended_at < now() - cast(:kept as interval)")
                .bind("kept", KEPT)
                .execute());
    }

    private static RestoreOrder read(ResultSet row) throws SQLException {
        UUID undoes = row.getObject("undoes", UUID.class);
        return new RestoreOrder(
                JsonColumn.read(row.getString("request"), RestoreRequest.class),
                row.getBoolean("confirmed"),
                undoes == null ? null : new RestoreJobId(undoes));
    }
}
