package org.edms.backup.scheduler.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.foundation.database.TransientFailures;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.scheduler.alert.Incidents;
import org.edms.backup.scheduler.gateway.BackupService;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/** Checks for problems at regular intervals. */
@Singleton
class WatchTicks {

    private static final Logger LOG = Logger.getLogger(WatchTicks.class);

    private final Watch watch;
    private final Incidents incidents;
    private final MultiGauge open;

    WatchTicks(
            BackupService backupService,
            Incidents incidents,
            Session session,
            WatchSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.watch = new Watch(backupService, incidents, new Reachability(session, clock, settings), settings, clock);
        this.incidents = incidents;
        this.open = MultiGauge.builder("edms_backup_incidents_open")
                .description("Open incidents")
                .register(metrics);
    }

    @Scheduled(
            identity = "watch",
            every = "${edms.scheduler.watch.every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void check() {
        Trace.within(null).enter();
        try {
            watch.check();
            show(incidents.open());
        } catch (RuntimeException e) {
            TransientFailures.rethrowOthers(e);
            LOG.warnf("Cannot watch without the service database: %s", e.getMessage());
        } finally {
            Trace.leave();
        }
    }

    private void show(List<Incident> now) {
        open.register(
                Stream.of(IncidentKind.values())
                        .map(kind -> Row.of(
                                Tags.of("kind", kind.name()),
                                now.stream()
                                        .filter(incident -> incident.kind() == kind)
                                        .count()))
                        .toList(),
                true);
    }
}
