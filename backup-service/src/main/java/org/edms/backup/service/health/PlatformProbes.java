package org.edms.backup.service.health;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.edms.backup.foundation.database.ServiceDatabase;
import org.edms.backup.foundation.start.ServiceDirectory;
import org.edms.backup.service.edms.Edms;

/** The liveness, readiness and startup probes of the container platform. */
final class PlatformProbes {

    /** Depends on nothing outside, because a restart does not help a service that waits for another. */
    @Produces
    @Singleton
    @Liveness
    HealthCheck alive() {
        return () -> HealthCheckResponse.up("answers");
    }

    /** The service responds once its settings are checked and its database is up to date. */
    @Produces
    @Singleton
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("started");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck database(ServiceDatabase database) {
        return () -> named("service database", database.isAvailable());
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck store(Edms edms) {
        return () -> named("package store", ServiceDirectory.isWritable(edms.root()));
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck kafka(KafkaProbe probe, HealthSettings settings) {
        return () -> named("Kafka", !settings.readyOnlyWithKafka() || answers(probe));
    }

    private static boolean answers(KafkaProbe probe) {
        try {
            return probe.probe().problem() == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static HealthCheckResponse named(String name, boolean up) {
        return HealthCheckResponse.named(name).status(up).build();
    }
}
