package org.edms.backup.worker;

import jakarta.inject.Singleton;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

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
        boolean usable = Files.isDirectory(edms.root()) && Files.isWritable(edms.root());
        return HealthCheckResponse.named("package store").status(usable).build();
    }
}
