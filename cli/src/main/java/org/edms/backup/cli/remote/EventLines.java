package org.edms.backup.cli.remote;

import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.event.Event;

/** Server-sent events, line by line. */
final class EventLines implements Flow.Subscriber<String> {

    private final Signs signs;
    private final Consumer<Event> listener;
    private final Consumer<String> lastId;
    private final StringBuilder data = new StringBuilder();
    private String id;
    private volatile boolean came;
    private Flow.Subscription subscription;

    /** @param lastId told the id of each event, after which to go on when the stream is cut off */
    EventLines(Signs signs, Consumer<Event> listener, Consumer<String> lastId) {
        this.signs = signs;
        this.listener = listener;
        this.lastId = lastId;
    }

    /** Whether there was an event. */
    boolean came() {
        return came;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        signs.seen();
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith("id:")) {
            id = line.substring("id:".length()).strip();
        } else if (line.startsWith("data:")) {
            data.append(line.substring("data:".length()).strip()).append('\n');
        }
    }

    /** An event that cannot be read is newer than this client: the job's state tells what matters. */
    private void dispatch() {
        if (data.length() == 0) {
            return;
        }
        String text = data.toString();
        data.setLength(0);
        came = true;
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
        // The exchange itself tells.
    }

    @Override
    public void onComplete() {
        // An event ends with an empty line; what has none was cut off, and comes again.
    }
}
