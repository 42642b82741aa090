package org.edms.backup.service.health;

import io.quarkus.arc.All;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;

/** Runs the health checks and records their results. */
@Singleton
class HealthChecks {

    private final List<CheckRunner> runs;
    private final HealthHistory history;

    HealthChecks(@All List<SystemCheck> checks, HealthHistory history, HealthSettings settings, Clock clock) {
        this.history = history;
        this.runs = checks.stream()
                .map(check -> new CheckRunner(check, settings.timeout(), clock))
                .sorted(Comparator.comparing(run -> run.check().type()))
                .toList();
    }

    /** @param type null runs all checks concurrently */
    List<HealthCheck> run(CheckType type) {
        Executor threads = Infrastructure.getDefaultWorkerPool();
        List<CompletableFuture<HealthCheck>> begun = runs.stream()
                .filter(run -> type == null || run.check().type() == type)
                .map(run -> CompletableFuture.supplyAsync(run::run, threads))
                .toList();
        List<HealthCheck> results = begun.stream().map(CompletableFuture::join).toList();
        history.record(results);
        return results;
    }
}
