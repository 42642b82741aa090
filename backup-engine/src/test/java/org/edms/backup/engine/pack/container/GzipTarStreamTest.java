package org.edms.backup.engine.pack.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class GzipTarStreamTest {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] NOISE = new byte[BUFFER_BYTES];

    @TempDir
    Path directory;

    @Test
    void aMemberMayEndAtAnyPosition() throws IOException {
        // given
        new Random(1).nextBytes(NOISE);

        for (int length = BUFFER_BYTES - 80; length < BUFFER_BYTES; length++) {
            Path file = directory.resolve("two.gz");
            ByteArrayOutputStream two = new ByteArrayOutputStream();
            member(two, length);
            member(two, 10);
            Files.write(file, two.toByteArray());

            // when
            try (GzipTarStream gzip = new GzipTarStream(FileChannel.open(file));
                    InputStream content = gzip.from(0)) {
                // then
                assertThat(content.readAllBytes()).hasSize(length + 10);
            }
        }
    }

    private static void member(ByteArrayOutputStream output, int length) throws IOException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
            gzip.write(NOISE, 0, length);
        }
    }
}
