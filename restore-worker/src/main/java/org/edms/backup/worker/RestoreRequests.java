package org.edms.backup.worker;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.edms.backup.foundation.message.Inbox;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.foundation.task.Tasks;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.RestoreEvent;
import org.jboss.logging.Logger;

/** Stores restore requests as orders and tasks. A message is acknowledged once it is stored; the work follows later. */
@ApplicationScoped
class RestoreRequests {

    private static final Logger LOG = Logger.getLogger(RestoreRequests.class);

    private final Inbox inbox;
    private final RestoreOrders orders;
    private final Tasks tasks;
    private final Outbox outbox;

    RestoreRequests(Inbox inbox, RestoreOrders orders, Tasks tasks, Outbox outbox) {
        this.inbox = inbox;
        this.orders = orders;
        this.tasks = tasks;
        this.outbox = outbox;
    }

    @Incoming("restore-requests")
    @Blocking
    void receive(String message) {
        inbox.process(message, this::handle);
    }

    private void handle(Event event) {
        if (event.data() instanceof RestoreEvent.Requested requested) {
            request(requested);
        } else if (event.data() instanceof RestoreEvent.CancelRequested cancel) {
            cancel(cancel);
        } else {
            throw new BackupException(
                    ErrorCode.MESSAGE_UNREADABLE, "restore-worker handles restore and cancel requests only");
        }
    }

    private void request(RestoreEvent.Requested requested) {
        RestoreOrder order = new RestoreOrder(requested.request(), requested.confirmed(), requested.undoes());
        if (orders.add(order)) {
            tasks.add(order.id().value(), RestoreWork.KIND);
            LOG.infof("Queued restore %s of %s", order.id(), order.request().packageName());
        }
    }

    private void cancel(RestoreEvent.CancelRequested cancel) {
        UUID id = cancel.job().value();
        if (tasks.cancel(id, cancel.by())) {
            outbox.add(new RestoreEvent.Failed(cancel.job(), new Failure(ErrorCode.CANCELLED, cancel.by())));
            orders.end(cancel.job());
        }
    }
}
