package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RewritingInputStreamTest {

    @Test
    void onlyFieldsThatChangeAreReplaced() throws IOException {
        // given
        Map<Integer, RewritingInputStream.Field> fields = Map.of(
                0, row -> row.field(0).equals("7") ? "1007" : null,
                2, row -> row.field(2).equals(RewritingInputStream.NULL) ? "" : row.field(1) + "!");

        // when
        String rewritten = rewritten("7\ta\\tb\t\\N\n8\t\u00e4\tx\n", fields);

        // then
        assertThat(rewritten).isEqualTo("1007\ta\\tb\t\n8\t\u00e4\t\u00e4!\n");
    }

    @Test
    void rowsMayBeLongerThanABlock() throws IOException {
        // given
        String rows = IntStream.range(0, 200)
                .mapToObj(i -> i + "\t" + "x".repeat(i == 100 ? 1_000_000 : 5_000) + "\tend\n")
                .collect(Collectors.joining());

        // when
        String rewritten = rewritten(rows, Map.of(2, row -> "END"));

        // then
        assertThat(rewritten).isEqualTo(rows.replace("end", "END"));
    }

    @Test
    void anIncompleteRowIsRefused() {
        assertThatThrownBy(() -> rewritten("1\t2\n1\t", Map.of())).isInstanceOf(StagingRequiredException.class);
        assertThatThrownBy(() -> rewritten("1\n", Map.of(1, row -> null))).isInstanceOf(StagingRequiredException.class);
    }

    @Test
    void theChecksumIsOverTheRewrittenRowsInAnyOrder() throws IOException {
        // given
        RowChecksum one = new RowChecksum();
        RowChecksum other = new RowChecksum();

        // when
        new RewritingInputStream(stream("a\tb\nc\td\n"), Map.of(1, row -> "x"), 2, one).readAllBytes();
        new RewritingInputStream(stream("c\tx\na\tx\n"), Map.of(), 2, other).readAllBytes();

        // then
        assertThat(one.value()).isEqualTo(other.value());
    }

    private static String rewritten(String rows, Map<Integer, RewritingInputStream.Field> fields) throws IOException {
        try (InputStream stream = new RewritingInputStream(stream(rows), fields, 1, new RowChecksum())) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream stream(String rows) {
        return new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8));
    }
}
