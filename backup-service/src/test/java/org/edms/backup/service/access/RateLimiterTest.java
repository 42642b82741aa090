package org.edms.backup.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private long now;
    private final RateLimiter limit = new RateLimiter(2, 5, () -> now);

    @Test
    void aBurstIsAllowedAndThenTheRate() {
        assertThat(granted("anna", 10)).isEqualTo(5);
        assertThat(limit.take("anna")).isEqualTo(Duration.ofMillis(500));
        pass(Duration.ofSeconds(1));
        assertThat(granted("anna", 10)).isEqualTo(2);
    }

    @Test
    void oneCallerDoesNotSlowDownAnother() {
        assertThat(granted("anna", 10)).isEqualTo(5);
        assertThat(granted("otto", 10)).isEqualTo(5);
    }

    @Test
    void aLongPauseAllowsNoMoreThanTheBurst() {
        granted("anna", 10);
        pass(Duration.ofDays(1));
        assertThat(granted("anna", 10)).isEqualTo(5);
    }

    @Test
    void idleCallersAreForgotten() {
        for (int i = 0; i < 1000; i++) {
            limit.take("caller " + i);
            pass(Duration.ofMillis(100));
        }
        assertThat(limit.size()).isLessThan(30);
    }

    @Test
    void withoutARateThereIsNoLimit() {
        RateLimiter none = new RateLimiter(0, 0, () -> now);
        assertThat(IntStream.range(0, 100).allMatch(i -> none.take("anna").isZero()))
                .isTrue();
    }

    private long granted(String caller, int asked) {
        return IntStream.range(0, asked)
                .filter(i -> limit.take(caller).isZero())
                .count();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
