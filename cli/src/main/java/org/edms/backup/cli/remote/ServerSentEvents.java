package org.edms.backup.cli.remote;

import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.event.Event;

/** Parses server-sent events line by line. */
final class ServerSentEvents implements Flow.Subscriber<String> {

    private final IdleTimeout idleTimeout;
    private final Consumer<Event> listener;
    private final Consumer<String> lastId;
    private final StringBuilder data = new StringBuilder();
    private String id;
    private volatile boolean anyReceived;
    private Flow.Subscription subscription;

    /** @param lastId receives the ID of each event, from which a broken stream resumes */
    ServerSentEvents(IdleTimeout idleTimeout, Consumer<Event> listener, Consumer<String> lastId) {
        this.idleTimeout = idleTimeout;
        this.listener = listener;
        this.lastId = lastId;
    }

    boolean anyReceived() {
        return anyReceived;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        idleTimeout.reset();
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith("id:")) {
            id = line.substring("id:".length()).strip();
        } else if (line.startsWith("data:")) {
            data.append(line.substring("data:".length()).strip()).append('\n');
        }
    }

    /** Ignores an event that this client is too old to read: the state of the job is what counts. */
    private void dispatch() {
        if (data.length() == 0) {
            return;
        }
        String text = data.toString();
        data.setLength(0);
        anyReceived = true;
        if (id != null) {
            lastId.accept(id);
        }
        try {
            listener.accept(Event.parse(text));
        } catch (BackupException e) {
            return;
        }
    }

    void stop() {
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The exchange reports the failure.
    }

    @Override
    public void onComplete() {
        // An event without an empty line at its end is incomplete, and will be sent again.
    }
}
