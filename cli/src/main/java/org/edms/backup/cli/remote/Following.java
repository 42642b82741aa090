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
 * Follows a job to its end: by its events as they come, and where these do not come through, by asking now and then. What
 * became of the job is always asked for: an event that is missed changes nothing.
 */
final class Following<J> {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);
    private static final String EVENT_STREAM = "text/event-stream";

    private final Server server;
    private final String path;
    private final Class<J> type;
    private final Predicate<J> over;
    private final Function<J, Progress> progressOf;
    private volatile Progress progress = new Progress("waiting", null, 0, null, 0, null, null);
    private volatile String lastEventId;
    private boolean streams = true;

    private Following(Server server, String path, Class<J> type, Predicate<J> over, Function<J, Progress> progressOf) {
        this.server = server;
        this.path = path;
        this.type = type;
        this.over = over;
        this.progressOf = progressOf;
    }

    static Following<BackupJob> of(BackupJob job, Server server) {
        return new Following<>(
                server,
                "jobs/" + job.id() + "/",
                BackupJob.class,
                now -> now.state() instanceof Outcome,
                BackupJob::progress);
    }

    static Following<RestoreJob> of(RestoreJob job, Server server) {
        return new Following<>(
                server,
                "restores/" + job.request().id() + "/",
                RestoreJob.class,
                now -> !(now.state() instanceof RestoreState.Open),
                RestoreJob::progress);
    }

    /** How far it is. */
    Progress progress() {
        return progress;
    }

    /** The job when it is over. */
    J toTheEnd() throws IOException {
        while (true) {
            boolean news = streams && stream();
            J job = server.get(path, type);
            if (over.test(job)) {
                return job;
            }
            if (progressOf.apply(job) != null) {
                progress = progressOf.apply(job);
            }
            if (!news) {
                Patience.pause(BETWEEN_QUESTIONS);
            }
        }
    }

    /** Asks for the job's end; one that is over already stays as it is. */
    void cancel() throws IOException {
        try {
            server.change("POST", path + "cancel/", null, type);
        } catch (BackupException e) {
            if (e.code() != ErrorCode.ILLEGAL_STATE) {
                throw e;
            }
        }
    }

    /** Listens until the stream ends or breaks off, and tells whether anything came. */
    private boolean stream() throws IOException {
        Signs signs = new Signs(server.patience().streamSilence());
        EventLines lines = new EventLines(signs, this::listen, id -> lastEventId = id);
        Map<String, String> headers = lastEventId == null
                ? Map.of("Accept", EVENT_STREAM)
                : Map.of("Accept", EVENT_STREAM, "Last-Event-ID", lastEventId);
        try {
            HttpResponse<byte[]> answer = server.once(
                    Call.get(path + "events/", headers),
                    info -> isStream(info)
                            ? BodySubscribers.fromLineSubscriber(
                                    lines, done -> new byte[0], StandardCharsets.UTF_8, null)
                            : BodySubscribers.ofByteArray(),
                    signs);
            streams = answer.statusCode() >= 500
                    || answer.headers().firstValue("Content-Type").orElse("").startsWith(EVENT_STREAM);
        } catch (HttpTimeoutException e) {
            // Somebody in between holds events back.
            streams = lines.came();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return lines.came();
        } finally {
            lines.stop();
        }
        return lines.came();
    }

    private static boolean isStream(HttpResponse.ResponseInfo info) {
        return info.statusCode() == 200
                && info.headers().firstValue("Content-Type").orElse("").startsWith(EVENT_STREAM);
    }

    private void listen(Event event) {
        if (event.data() instanceof BackupEvent.Progressed told) {
            progress = told.progress();
        } else if (event.data() instanceof RestoreEvent.Progressed told) {
            progress = told.progress();
        }
    }
}
