package org.edms.backup.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.edms.backup.foundation.message.Inbox;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.id.RestoreJobId;
import org.junit.jupiter.api.Test;

/** The service continues what version 0.1 left in its database, {@code database-0.1.sql}. */
@QuarkusTest
@QuarkusTestResource(WorkerEnvironment.class)
class UpgradeTest {

    private static final RestoreJobId FINISHED =
            new RestoreJobId(UUID.fromString("01a2226b-f452-7000-a250-53c21b753c6f"));
    private static final RestoreJobId UNFINISHED =
            new RestoreJobId(UUID.fromString("01a2226c-0000-7000-8000-000000000001"));
    private static final String RECEIVED = "01a2226b-f459-7000-877a-d77c02772616";

    @Inject
    Topics topics;

    @Inject
    Inbox inbox;

    @Inject
    RestoreOrders orders;

    @Test
    void aTaskWithAnExpiredLeaseIsTakenOver() {
        // when
        List<RestoreEvent> events = topics.untilTheEnd(UNFINISHED);

        // then
        assertThat(events)
                .filteredOn(RestoreEvent.Accepted.class::isInstance)
                .extracting(event -> ((RestoreEvent.Accepted) event).attempt())
                .containsExactly(2);
        assertThat(events.get(events.size() - 1)).isInstanceOf(RestoreEvent.Completed.class);
    }

    @Test
    void aQueuedEventIsSent() {
        // when
        List<RestoreEvent> events = topics.until(FINISHED, RestoreEvent.Accepted.class::isInstance);

        // then
        assertThat(events).containsExactly(new RestoreEvent.Accepted(FINISHED, "dead-worker", 1, false));
    }

    @Test
    void aReceivedMessageIsNotProcessedAgain() {
        // given
        String message = Event.of(
                        RECEIVED,
                        URI.create("/edms-backup/backup-service"),
                        Instant.EPOCH,
                        null,
                        new RestoreEvent.CancelRequested(UNFINISHED, "me"))
                .toJson();
        AtomicInteger effects = new AtomicInteger();

        // when
        inbox.process(message, event -> effects.incrementAndGet());

        // then
        assertThat(effects).hasValue(0);
    }

    @Test
    void anOrderIsRead() {
        // when
        RestoreOrder order = orders.get(FINISHED.value());

        // then
        assertThat(order.confirmed()).isTrue();
        assertThat(order.dryRun()).isFalse();
        assertThat(order.request().requestedBy()).isEqualTo("admin");
        assertThat(order.request().packageName()).endsWith("8d03042a.tar.zst");
    }
}
