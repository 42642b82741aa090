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
import org.jdbi.v3.core.Handle;

/** Takes requests in. The message is acknowledged when they are written down; the work comes later. */
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
    void take(String message) {
        inbox.process(message, this::take);
    }

    private void take(Handle transaction, Event event) {
        if (event.data() instanceof RestoreEvent.Requested requested) {
            request(transaction, requested);
        } else if (event.data() instanceof RestoreEvent.CancelRequested cancel) {
            cancel(transaction, cancel);
        } else {
            throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, "it asks for nothing that is done here");
        }
    }

    private void request(Handle transaction, RestoreEvent.Requested requested) {
        RestoreOrder order = new RestoreOrder(requested.request(), requested.confirmed(), requested.undoes());
        if (orders.add(transaction, order)) {
            tasks.add(transaction, order.id().value(), RestoreWork.KIND);
            LOG.infof("The restore %s of %s waits", order.id(), order.request().packageName());
        }
    }

    private void cancel(Handle transaction, RestoreEvent.CancelRequested cancel) {
        UUID id = cancel.job().value();
        if (tasks.cancel(transaction, id, cancel.by())) {
            outbox.add(
                    transaction, new RestoreEvent.Failed(cancel.job(), new Failure(ErrorCode.CANCELLED, cancel.by())));
            orders.ended(transaction, cancel.job());
        }
    }
}
