package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Held by the one launcher that works on a data directory, in the file that holds its process id; it ends with the process. */
final class DataLock implements AutoCloseable {

    static final String FILE = "launcher.pid";

    /** Who looks whether a launcher is there holds the lock for a moment. */
    private static final int TRIES = 10;

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataLock take(Path data) throws IOException {
        Path file = data.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int i = 0; channel.tryLock() == null; i++) {
            if (i == TRIES) {
                channel.close();
                throw new ServerStartException("A suite runs on " + data + " already, as process "
                        + Files.readString(file).strip().replace('\n', ' '));
            }
            pause();
        }
        channel.truncate(0);
        String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return new DataLock(channel);
    }

    /** Tells those who look that the process will be gone in a moment. */
    void stopping() throws IOException {
        channel.write(ByteBuffer.wrap("stopping\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted", e);
        }
    }
}
