package org.edms.backup.worker;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.edms.backup.foundation.start.ServiceDirectory;

/** Checks that the package store is readable and writable. */
@Readiness
@Singleton
class StoreReadiness implements HealthCheck {

    private final Edms edms;

    StoreReadiness(Edms edms) {
        this.edms = edms;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("package store")
                .status(ServiceDirectory.isWritable(edms.root()))
                .build();
    }
}
