package org.edms.backup.scheduler.gateway;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready if backup-service responds, whatever the response. */
@Readiness
@Singleton
class BackupServiceReadiness implements HealthCheck {

    private static final String NAME = "backup-service answers";

    private final HttpClient http;
    private final HttpRequest probe;

    BackupServiceReadiness(GatewaySettings settings) {
        this.http =
                HttpClient.newBuilder().connectTimeout(settings.probeTimeout()).build();
        this.probe = HttpRequest.newBuilder(settings.url().resolve("/q/health/live"))
                .timeout(settings.probeTimeout())
                .build();
    }

    @Override
    public HealthCheckResponse call() {
        try {
            http.send(probe, BodyHandlers.discarding());
            return HealthCheckResponse.up(NAME);
        } catch (IOException e) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("reason", e.toString())
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HealthCheckResponse.down(NAME);
        }
    }
}
