package org.edms.backup.engine.pack.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.MemberKind;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.TarLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class TarOutputTest {

    private static final Instant NOW = Instant.parse("2026-05-05T12:00:00Z");

    static Stream<Entry> entries() {
        Stream<String> names = IntStream.concat(IntStream.rangeClosed(1, 130), IntStream.rangeClosed(480, 520))
                .boxed()
                .flatMap(length -> Stream.of("a".repeat(length), "\u00e9".repeat(length)));
        Stream<String> lengthsThatGainADigit = IntStream.rangeClosed(970, 1000).mapToObj("b"::repeat);
        Stream<Entry> named = Stream.concat(names, lengthsThatGainADigit).map(name -> entry(name, 1, NOW));
        Stream<Entry> large = Stream.of(1L << 33, (1L << 33) - 1, 10_000_000_000L, Long.MAX_VALUE / 2)
                .map(bytes -> entry("large", bytes, NOW));
        Stream<Entry> dated = Stream.of(-1L, 0L, 1L << 33, (1L << 33) - 1, -62_135_596_800L)
                .map(seconds -> entry("dated", 1, Instant.ofEpochSecond(seconds)));
        return Stream.of(
                        named, large, dated, Stream.of(entry("\u00e9".repeat(90), 1L << 40, Instant.ofEpochSecond(-5))))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theLengthOfAHeaderIsWhatIsWritten(Entry entry) throws IOException {
        // when
        TarOutput tar = new TarOutput(OutputStream.nullOutputStream());
        tar.header(entry);

        // then
        assertThat(TarLayout.headerBytes(entry)).isEqualTo(tar.position());
    }

    @Test
    void longNamesAreMeasuredAtOnce() {
        // given
        Entry entry = entry("\u00e9".repeat(16_000), 1, NOW);

        // when
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            TarLayout.headerBytes(entry);
        }

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static Entry entry(String name, long bytes, Instant modified) {
        return Entry.of(MemberKind.FILE, new MemberName(name), bytes, modified, 0600);
    }
}
