package org.edms.backup.cli.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.BackupEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;

/**
 * Follows a job to its end: by its events, or by polling where events do not get through. The outcome is always read from the
 * job itself, so a missed event does no harm.
 */
final class JobFollower<J> {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final String EVENT_STREAM = "text/event-stream";

    private final ServiceClient server;
    private final String path;
    private final Class<J> type;
    private final Predicate<J> isOver;
    private final Function<J, Progress> progressOf;
    private volatile Progress progress = new Progress(Phase.WAITING, null, 0, null, 0, null, null);
    private volatile String lastEventId;
    private boolean streams = true;

    private JobFollower(
            ServiceClient server, String path, Class<J> type, Predicate<J> isOver, Function<J, Progress> progressOf) {
        this.server = server;
        this.path = path;
        this.type = type;
        this.isOver = isOver;
        this.progressOf = progressOf;
    }

    static JobFollower<BackupJob> of(BackupJob job, ServiceClient server) {
        return new JobFollower<>(
                server,
                "jobs/" + job.id() + "/",
                BackupJob.class,
                now -> now.state() instanceof Outcome,
                BackupJob::progress);
    }

    static JobFollower<RestoreJob> of(RestoreJob job, ServiceClient server) {
        return new JobFollower<>(
                server,
                "restores/" + job.request().id() + "/",
                RestoreJob.class,
                now -> !(now.state() instanceof RestoreState.Open),
                RestoreJob::progress);
    }

    Progress progress() {
        return progress;
    }

    /** Waits for the job to end, and returns it. */
    J awaitEnd() throws IOException {
        while (true) {
            boolean anyEvents = streams && stream();
            J job = server.get(path, type);
            if (isOver.test(job)) {
                return job;
            }
            if (progressOf.apply(job) != null) {
                progress = progressOf.apply(job);
            }
            if (!anyEvents) {
                RetryPolicy.pause(POLL_INTERVAL);
            }
        }
    }

    /** Cancels the job. Does nothing if it is already over. */
    void cancel() throws IOException {
        try {
            server.change("POST", path + "cancel/", null, type);
        } catch (BackupException e) {
            if (e.code() != ErrorCode.ILLEGAL_STATE) {
                throw e;
            }
        }
    }

    /** Reads events until the stream ends or breaks, and returns whether there were any. */
    private boolean stream() throws IOException {
        IdleTimeout idleTimeout = new IdleTimeout(server.retryPolicy().streamSilence());
        ServerSentEvents events = new ServerSentEvents(idleTimeout, this::listen, id -> lastEventId = id);
        Map<String, String> headers = lastEventId == null
                ? Map.of("Accept", EVENT_STREAM)
                : Map.of("Accept", EVENT_STREAM, "Last-Event-ID", lastEventId);
        try {
            HttpResponse<byte[]> answer = server.sendOnce(
                    ApiRequest.get(path + "events/", headers),
                    info -> isStream(info)
                            ? BodySubscribers.fromLineSubscriber(
                                    events, done -> new byte[0], StandardCharsets.UTF_8, null)
                            : BodySubscribers.ofByteArray(),
                    idleTimeout);
            streams = answer.statusCode() >= 500
                    || answer.headers().firstValue("Content-Type").orElse("").startsWith(EVENT_STREAM);
        } catch (HttpTimeoutException e) {
            // A proxy may buffer events.
            streams = events.anyReceived();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return events.anyReceived();
        } finally {
            events.stop();
        }
        return events.anyReceived();
    }

    private static boolean isStream(HttpResponse.ResponseInfo info) {
        return info.statusCode() == 200
                && info.headers().firstValue("Content-Type").orElse("").startsWith(EVENT_STREAM);
    }

    private void listen(Event event) {
        if (event.data() instanceof BackupEvent.Progressed progressed) {
            progress = progressed.progress();
        } else if (event.data() instanceof RestoreEvent.Progressed progressed) {
            progress = progressed.progress();
        }
    }
}
