package org.edms.backup.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.junit.jupiter.api.Test;

class CheckRunnerTest {

    private interface Body {
        void check(CheckResult result) throws Exception;
    }

    @Test
    void theWorstProblemDecidesTheStatus() {
        HealthCheck result = run(seen -> {
                    seen.metric("one", 1);
                    seen.critical("it burns");
                    seen.warning("it smells");
                })
                .run();

        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(result.message()).isEqualTo("it burns; it smells");
        assertThat(result.metrics()).containsEntry("one", 1.0);
    }

    @Test
    void anExceptionIsCritical() {
        HealthCheck result = run(seen -> {
                    throw new IllegalStateException("no such thing");
                })
                .run();

        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(result.message()).isEqualTo("no such thing");
    }

    @Test
    void aHangingCheckIsCriticalAndNotStartedAgain() {
        // given
        CountDownLatch never = new CountDownLatch(1);
        CheckRunner run = run(seen -> {
            boolean waiting = true;
            while (waiting) {
                try {
                    never.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    seen.metric("interrupted", 1);
                }
            }
        });

        // when
        HealthCheck first = run.run();
        HealthCheck second = run.run();
        never.countDown();

        // then
        assertThat(first.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(first.message()).startsWith("no result within");
        assertThat(second.message()).isEqualTo("the previous check still hangs");
    }

    private static CheckRunner run(Body looking) {
        SystemCheck check = new SystemCheck() {
            @Override
            public CheckType type() {
                return CheckType.STORAGE;
            }

            @Override
            public void check(CheckResult result) throws Exception {
                looking.check(result);
            }
        };
        return new CheckRunner(check, Duration.ofMillis(500), Clock.systemUTC());
    }
}
