package org.edms.backup.scheduler.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edms.backup.model.event.Event;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Delivers alerts. A transaction claims a delivery for as long as it takes: if a replica dies in the middle, another delivers
 * it, perhaps a second time. A failed delivery is retried with exponential backoff. An all-clear waits until its alert has been
 * delivered.
 */
@Singleton
class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final int BATCH_SIZE = 100;
    private static final int MOST_DOUBLINGS = 16;

    private final Session session;
    private final Map<String, Channel> channels;
    private final AlertSettings settings;
    private final MeterRegistry metrics;

    Deliveries(Session session, @All List<Channel> channels, AlertSettings settings, MeterRegistry metrics) {
        this.session = session;
        this.channels =
                channels.stream().filter(Channel::isOn).collect(Collectors.toMap(Channel::name, Function.identity()));
        this.settings = settings;
        this.metrics = metrics;
    }

    boolean hasChannels() {
        return !channels.isEmpty();
    }

    /** Delivers what is ready. */
    void run() {
        int done = 0;
        while (done < BATCH_SIZE && QuarkusTransaction.requiringNew().call(this::deliverOne)) {
            done++;
        }
    }

    /** Deletes incidents that were cleared long ago, and their deliveries. */
    void deleteOld() {
        QuarkusTransaction.requiringNew()
                .run(() -> session.createNativeMutationQuery(
                                "delete from incident where cleared_at < now() - make_interval(secs => :seconds)")
                        .setParameter("seconds", (double) settings.kept().toSeconds())
                        .executeUpdate());
    }

    private boolean deliverOne() {
        Optional<Delivery> claimed = claim();
        claimed.ifPresent(this::deliver);
        return claimed.isPresent();
    }

    private Optional<Delivery> claim() {
        return session.createNativeQuery("""
                        select *
                        from delivery claimed
                        where delivered_at is null
                          and ready_at <= now()
                          and channel in (:channels)
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
                        """, Delivery.class)
                .setParameterList("channels", channels.keySet())
                .uniqueResultOptional();
    }

    private void deliver(Delivery delivery) {
        String channel = delivery.id.channel();
        try {
            channels.get(channel).deliver(Event.parse(delivery.event));
            complete(delivery);
            count(channel, "delivered");
        } catch (DeliveryException e) {
            LOG.warnf(
                    "Alert not delivered: channel=%s incident=%s %s", channel, delivery.id.incident(), e.getMessage());
            postpone(delivery, e.getMessage());
            count(channel, "failed");
        }
    }

    private static void complete(Delivery delivery) {
        Delivery.update("deliveredAt = instant, attempts = attempts + 1, failure = null where id = ?1", delivery.id);
    }

    private void postpone(Delivery delivery, String failure) {
        session.createNativeMutationQuery("""
                        update delivery
                        set attempts = attempts + 1, failure = :failure,
                            ready_at = now() + make_interval(secs => :seconds)
                        where incident = :incident and channel = :channel and all_clear = :all_clear
                        """)
                .setParameter("failure", failure)
                .setParameter("seconds", (double) pauseAfter(delivery.attempts).toSeconds())
                .setParameter("incident", delivery.id.incident())
                .setParameter("channel", delivery.id.channel())
                .setParameter("all_clear", delivery.id.allClear())
                .executeUpdate();
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
