package org.edms.backup.scheduler.alert;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edms.backup.model.event.Event;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Delivers what has to be told. A delivery is claimed for as long as its transaction lasts: a replica that dies in the middle
 * leaves it to the others, and then it may be told twice, but never not at all. What could not be delivered is tried again,
 * with longer and longer pauses. An all-clear waits until its alert has been delivered.
 */
final class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final int AT_ONCE = 100;
    private static final int MOST_DOUBLINGS = 16;

    private final Jdbi jdbi;
    private final Map<String, Channel> channels;
    private final AlertSettings settings;
    private final MeterRegistry metrics;

    private record Claimed(UUID incident, String channel, boolean allClear, String event, int attempts) {}

    Deliveries(Jdbi jdbi, List<Channel> channels, AlertSettings settings, MeterRegistry metrics) {
        this.jdbi = jdbi;
        this.channels = channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Delivers whatever is ready. */
    void run() {
        int done = 0;
        while (done < AT_ONCE && jdbi.inTransaction(this::deliverOne)) {
            done++;
        }
    }

    /** Forgets incidents that have long been over, and what was to be told of them. */
    void forgetOld() {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from incident where cleared_at < now() - make_interval(secs => :seconds)")
                .bind("seconds", (double) settings.kept().toSeconds())
                .execute());
    }

    private boolean deliverOne(Handle transaction) {
        Optional<Claimed> claimed = claim(transaction);
        claimed.ifPresent(delivery -> deliver(transaction, delivery));
        return claimed.isPresent();
    }

    private Optional<Claimed> claim(Handle transaction) {
        return transaction
                .createQuery("""
                        select incident, channel, all_clear, event, attempts
                        from delivery claimed
                        where delivered_at is null
                          and ready_at <= now()
                          and channel = any(:channels)
                          and not exists (
                              select from delivery alert
                              where alert.incident = claimed.incident
                                and alert.channel = claimed.channel
                                and claimed.all_clear
                                and not alert.all_clear
                                and alert.delivered_at is null)
                        order by ready_at, all_clear
                        limit 1
                        for update skip locked
                        """)
                .bindArray("channels", String.class, channels.keySet())
                .map((row, context) -> new Claimed(
                        row.getObject("incident", UUID.class),
                        row.getString("channel"),
                        row.getBoolean("all_clear"),
                        row.getString("event"),
                        row.getInt("attempts")))
                .findOne();
    }

    private void deliver(Handle transaction, Claimed delivery) {
        try {
            channels.get(delivery.channel()).deliver(Event.parse(delivery.event()));
            mark(transaction, delivery);
            count(delivery.channel(), "delivered");
        } catch (DeliveryException e) {
            LOG.warnf(
                    "Alert not delivered: channel=%s incident=%s %s",
                    delivery.channel(), delivery.incident(), e.getMessage());
            putOff(transaction, delivery, e.getMessage());
            count(delivery.channel(), "failed");
        }
    }

    private static void mark(Handle transaction, Claimed delivery) {
        transaction
                .createUpdate("""
                        update delivery set delivered_at = now(), attempts = attempts + 1, failure = null
                        where incident = :incident and channel = :channel and all_clear = :all_clear
                        """)
                .bind("incident", delivery.incident())
                .bind("channel", delivery.channel())
                .bind("all_clear", delivery.allClear())
                .execute();
    }

    private void putOff(Handle transaction, Claimed delivery, String failure) {
        transaction
                .createUpdate("""
                        update delivery
                        set attempts = attempts + 1, failure = :failure,
                            ready_at = now() + make_interval(secs => :seconds)
                        where incident = :incident and channel = :channel and all_clear = :all_clear
                        """)
                .bind("incident", delivery.incident())
                .bind("channel", delivery.channel())
                .bind("all_clear", delivery.allClear())
                .bind("failure", failure)
                .bind("seconds", (double) pauseAfter(delivery.attempts()).toSeconds())
                .execute();
    }

    Duration pauseAfter(int attempts) {
        Duration pause = settings.retryFirst().multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return pause.compareTo(settings.retryLongest()) > 0 ? settings.retryLongest() : pause;
    }

    private void count(String channel, String outcome) {
        metrics.counter("edms_backup_alert_deliveries", "channel", channel, "outcome", outcome)
                .increment();
    }
}
