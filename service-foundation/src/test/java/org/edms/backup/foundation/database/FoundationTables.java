package org.edms.backup.foundation.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** The tables of the foundation, seen from a test. */
@ApplicationScoped
public class FoundationTables {

    private final EntityManager entityManager;

    FoundationTables(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public void clear() {
        execute("truncate outbox, inbox, task");
    }

    public void execute(String sql, Object... parameters) {
        QuarkusTransaction.requiringNew().run(() -> {
            var query = entityManager.createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            query.executeUpdate();
        });
    }

    public long count(String table) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entityManager
                                .createNativeQuery("select count(*) from " + table)
                                .getSingleResult())
                        .longValue());
    }
}
