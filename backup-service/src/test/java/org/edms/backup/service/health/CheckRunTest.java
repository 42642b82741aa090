package org.edms.backup.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.junit.jupiter.api.Test;

class CheckRunTest {

    private interface Looking {
        void look(Look look) throws Exception;
    }

    @Test
    void theWorstOfWhatWasSeenIsTold() {
        HealthCheck result = run(look -> {
                    look.metric("one", 1);
                    look.critical("it burns");
                    look.warning("it smells");
                })
                .run();

        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(result.message()).isEqualTo("it burns; it smells");
        assertThat(result.metrics()).containsEntry("one", 1.0);
    }

    @Test
    void whatIsThrownIsCritical() {
        HealthCheck result = run(look -> {
                    throw new IllegalStateException("no such thing");
                })
                .run();

        assertThat(result.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(result.message()).isEqualTo("no such thing");
    }

    @Test
    void aCheckThatHangsIsCriticalAndIsNotBegunTwice() {
        // given
        CountDownLatch never = new CountDownLatch(1);
        CheckRun run = run(look -> {
            boolean waiting = true;
            while (waiting) {
                try {
                    never.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    look.metric("interrupted", 1);
                }
            }
        });

        // when
        HealthCheck first = run.run();
        HealthCheck second = run.run();
        never.countDown();

        // then
        assertThat(first.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(first.message()).startsWith("no answer within");
        assertThat(second.message()).isEqualTo("the check before still hangs");
    }

    private static CheckRun run(Looking looking) {
        Check check = new Check() {
            @Override
            public CheckType type() {
                return CheckType.STORAGE;
            }

            @Override
            public void look(Look look) throws Exception {
                looking.look(look);
            }
        };
        return new CheckRun(check, Duration.ofMillis(500), Clock.systemUTC());
    }
}
