package org.edms.backup.service.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;

/** Runs a check in a thread of its own, with a timeout. A check that hangs is not started again. */
final class CheckRunner {

    private final SystemCheck check;
    private final Duration timeout;
    private final Clock clock;
    private final AtomicReference<Thread> running = new AtomicReference<>();

    CheckRunner(SystemCheck check, Duration timeout, Clock clock) {
        this.check = check;
        this.timeout = timeout;
        this.clock = clock;
    }

    SystemCheck check() {
        return check;
    }

    /** Concurrent callers wait for each other. */
    synchronized HealthCheck run() {
        Instant at = clock.instant();
        long start = System.nanoTime();
        CheckResult result = new CheckResult();
        Thread before = running.get();
        if (before != null && before.isAlive()) {
            return critical("the previous check still hangs", at, start);
        }
        FutureTask<CheckResult> task = new FutureTask<>(() -> {
            check.check(result);
            return result;
        });
        Thread thread = new Thread(task, "health-" + check.type());
        thread.setDaemon(true);
        running.set(thread);
        thread.start();
        try {
            CheckResult seen = task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return result(seen.status(), seen.message(), seen.metrics(), at, start);
        } catch (TimeoutException e) {
            thread.interrupt();
            return critical("no result within " + timeout.toSeconds() + " s", at, start);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return critical("the service is stopping", at, start);
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return critical(cause.getMessage() == null ? cause.toString() : cause.getMessage(), at, start);
        }
    }

    private HealthCheck critical(String message, Instant at, long start) {
        return result(HealthStatus.CRITICAL, message, Map.of(), at, start);
    }

    private HealthCheck result(
            HealthStatus status, String message, Map<String, Double> metrics, Instant at, long start) {
        return new HealthCheck(check.type(), status, message, metrics, at, Duration.ofNanos(System.nanoTime() - start));
    }
}
