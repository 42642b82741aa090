package org.edms.backup.scheduler.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.scheduler.testing.Suite;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service continues what version 0.1 left in its database, {@code database-0.1.sql}. */
@QuarkusTest
@QuarkusTestResource(Suite.class)
class UpgradeTest {

    private final Suite suite = Suite.running();

    @Inject
    Incidents incidents;

    @Inject
    Deliveries deliveries;

    @Inject
    Session session;

    @BeforeEach
    void reset() {
        suite.reset();
        suite.insertRowsOfVersion01();
    }

    @Test
    void anOpenIncidentIsClearedAndItsAlertsAreDelivered() {
        // given
        assertThat(incidents.open()).extracting(Incident::subject).containsExactly("nightly");

        // when
        incidents.update(
                new WatchResult(IncidentKind.BACKUP_OVERDUE, List.of(), incident -> Optional.of("Backed up.")));
        deliveries.run();

        // then
        assertThat(incidents.open()).isEmpty();
        assertThat(incidents.latest(10)).extracting(Incident::subject).containsExactly("nightly", "weekly");
        assertThat(suite.webhook().taken())
                .extracting(event -> event.data().getClass().getSimpleName())
                .containsExactly(AlertEvent.Raised.class.getSimpleName(), AlertEvent.Cleared.class.getSimpleName());
        assertThat(suite.smtp().mails()).singleElement().asString().contains("ALL CLEAR Backup overdue: nightly");
    }

    @Test
    void aQueuedEventIsSent() {
        await().until(() -> queued("01a2226c-0000-7000-8000-000000000015") == 0);
    }

    private int queued(String event) {
        return QuarkusTransaction.requiringNew()
                .call(() -> session.createNativeQuery(
                                "select count(*) from outbox where event like :pattern", Integer.class)
                        .setParameter("pattern", "%" + event + "%")
                        .getSingleResult());
    }
}
