package org.edms.backup.service.health;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import org.edms.backup.model.health.CheckType;
import org.hibernate.Session;

/** Checks this service: memory, processors, connections, and whether its events are sent. */
@Singleton
class ApplicationCheck implements SystemCheck {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Session session;
    private final KafkaProbe kafka;
    private final MeterRegistry registry;
    private final HealthSettings.ApplicationLimits limits;

    ApplicationCheck(Session session, KafkaProbe kafka, MeterRegistry registry, HealthSettings settings) {
        this.session = session;
        this.kafka = kafka;
        this.registry = registry;
        this.limits = settings.application();
    }

    @Override
    public CheckType type() {
        return CheckType.APPLICATION;
    }

    record Backlog(long events, double seconds) {}

    @Override
    public void check(CheckResult result) throws InterruptedException {
        memory(result);
        processors(result);
        pool(result);
        outbox(result);
        String problem = kafka.probe().problem();
        result.metric("kafka_up", problem == null ? 1 : 0);
        if (problem != null) {
            result.critical(problem + "; events are queued until it does");
        }
    }

    private void memory(CheckResult result) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        double used = heap.getMax() <= 0 ? 0 : (double) heap.getUsed() / heap.getMax();
        result.metric("heap_bytes", heap.getUsed());
        result.atMost(
                "heap_used",
                used,
                new CheckResult.Limit(limits.heapWarning(), limits.heapCritical()),
                "%.0f %% of the heap are used".formatted(used * 100));
    }

    private void processors(CheckResult result) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double load = Math.max(0, system.getCpuLoad());
        result.metric("process_cpu", Math.max(0, system.getProcessCpuLoad()));
        result.atMost(
                "cpu",
                load,
                new CheckResult.Limit(limits.cpuWarning(), Double.MAX_VALUE),
                "processor load is %.0f %%".formatted(load * 100));
    }

    private void pool(CheckResult result) {
        long start = System.nanoTime();
        QuarkusTransaction.requiringNew()
                .run(() -> session.createNativeQuery("select 1", Integer.class).getSingleResult());
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        result.metric("service_database_ms", millis);
        result.metric("pool_active", gauge("agroal.active.count"));
        result.metric("pool_awaiting", gauge("agroal.awaiting.count"));
        if (millis >= limits.slowPool().toMillis()) {
            result.warning("connecting to the service database takes %.0f ms".formatted(millis));
        }
    }

    private double gauge(String name) {
        Gauge gauge = registry.find(name).gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private void outbox(CheckResult result) {
        Backlog backlog = QuarkusTransaction.requiringNew()
                .call(() -> session.createNativeQuery("""
                        select count(*) as events,
                            coalesce(cast(extract(epoch from now() - min(written_at)) as float8), 0) as seconds
                        from outbox
                        """, Backlog.class).getSingleResult());
        result.metric("outbox_events", backlog.events());
        result.atMost(
                "outbox_seconds",
                backlog.seconds(),
                new CheckResult.Limit(
                        limits.outboxWarning().toSeconds(),
                        limits.outboxCritical().toSeconds()),
                "%d events are queued, the oldest for %s"
                        .formatted(backlog.events(), Duration.ofSeconds((long) backlog.seconds())));
    }
}
