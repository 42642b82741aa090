package org.edms.backup.service.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/** Writes a small file, syncs it, reads it and deletes it. */
final class WriteProbe {

    private static final int BYTES = 1 << 16;

    private final Path directory;

    WriteProbe(Path directory) {
        this.directory = directory;
    }

    /** @return the duration in nanoseconds */
    long run() throws IOException {
        byte[] written = new byte[BYTES];
        new Random().nextBytes(written);
        long start = System.nanoTime();
        Path file = Files.createTempFile(directory, ".probe-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(written);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            if (!Arrays.equals(written, Files.readAllBytes(file))) {
                throw new IOException("reading back what was written to " + directory + " gives other content");
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return System.nanoTime() - start;
    }
}
