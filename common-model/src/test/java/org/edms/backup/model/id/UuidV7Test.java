package org.edms.backup.model.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UuidV7Test {

    private static final long MILLIS = 1_645_557_742_000L;

    private final AtomicLong now = new AtomicLong(MILLIS);
    private final UuidV7 ids = new UuidV7(() -> java.time.Instant.ofEpochMilli(now.get()));

    @Test
    void anIdIsAVersion7UuidWithItsTime() {
        // when
        UUID id = ids.next();

        // then
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(MILLIS);
        assertThat(id.toString()).startsWith("017f22e2-79b0-7");
    }

    @Test
    void idsIncreaseWhileTheClockStands() {
        assertThat(tenThousand()).isSortedAccordingTo(UuidV7Test::compareAsText).doesNotHaveDuplicates();
    }

    @Test
    void idsIncreaseWhenTheClockIsSetBack() {
        // given
        UUID before = ids.next();

        // when
        now.addAndGet(-3_600_000);

        // then
        assertThat(ids.next().toString()).isGreaterThan(before.toString());
    }

    @Test
    void idsHaveTheCurrentTimeWhenTheClockAdvances() {
        // given
        ids.next();

        // when
        now.addAndGet(5);

        // then
        assertThat(ids.next().getMostSignificantBits() >>> 16).isEqualTo(MILLIS + 5);
    }

    @Test
    void manyThreadsGetDifferentIds() {
        // given
        UuidV7 shared = new UuidV7(InstantSource.system());
        Set<UUID> made = ConcurrentHashMap.newKeySet();

        // when
        IntStream.range(0, 100_000).parallel().forEach(i -> made.add(shared.next()));

        // then
        assertThat(made).hasSize(100_000);
    }

    @Test
    void textThatIsNotAUuidIsRefused() {
        assertThatThrownBy(() -> PackageId.parse("no id")).isInstanceOf(IllegalArgumentException.class);
    }

    private List<UUID> tenThousand() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }
        return Collections.unmodifiableList(made);
    }

    /** UUID.compareTo compares signed halves, so compare the text, which sorts like the bytes in PostgreSQL. */
    private static int compareAsText(UUID one, UUID other) {
        return one.toString().compareTo(other.toString());
    }
}
