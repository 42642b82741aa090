package org.edms.backup.service.event;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Streams the events of a job to a follower. It polls the database, so any replica can answer. */
@Singleton
public class EventStream {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    /** Polls without news until a comment is sent, so that no proxy closes an idle connection. */
    private static final int POLLS_BETWEEN_COMMENTS = 30;

    private final JobEvents events;

    EventStream(JobEvents events) {
        this.events = events;
    }

    /**
     * @param lastEventId the event to resume after; null for all that are kept
     * @param over whether the job is over: the stream ends with the events stored until then
     */
    public Multi<OutboundSseEvent> of(UUID job, String lastEventId, BooleanSupplier over, Sse sse) {
        Follower follower = new Follower(job, number(lastEventId), over, sse);
        return Multi.createFrom()
                .ticks()
                .every(POLL_INTERVAL)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick ->
                        Uni.createFrom().item(follower::poll).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .select()
                .first(news -> !follower.ended(news))
                .onItem()
                .transformToMultiAndConcatenate(news -> Multi.createFrom().iterable(news));
    }

    private static long number(String lastEventId) {
        try {
            return lastEventId == null ? 0 : Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "Last-Event-ID must be the id of a received event", e);
        }
    }

    /** A follower and its position. Its polls never overlap. */
    private final class Follower {

        private final UUID job;
        private final BooleanSupplier over;
        private final Sse sse;
        private long last;
        private int quiet;
        private boolean wasOver;
        private boolean lastPoll;

        Follower(UUID job, long last, BooleanSupplier over, Sse sse) {
            this.job = job;
            this.last = last;
            this.over = over;
            this.sse = sse;
        }

        /** Checks first whether the job is over: its last event is stored by then. */
        List<OutboundSseEvent> poll() {
            lastPoll = wasOver;
            wasOver = over.getAsBoolean();
            List<OutboundSseEvent> news = new ArrayList<>();
            for (JobEventRow event : events.after(job, last)) {
                last = event.id;
                news.add(sse.newEventBuilder()
                        .id(String.valueOf(event.id))
                        .data(event.event)
                        .build());
            }
            quiet = news.isEmpty() ? quiet + 1 : 0;
            if (quiet == POLLS_BETWEEN_COMMENTS) {
                quiet = 0;
                news.add(sse.newEventBuilder().comment("still here").build());
            }
            return news;
        }

        boolean ended(List<OutboundSseEvent> news) {
            return lastPoll && news.isEmpty();
        }
    }
}
