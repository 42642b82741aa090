package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A lock on the file with the launcher's process id: one launcher works on a data directory. It ends with the process. */
final class DataDirectoryLock implements AutoCloseable {

    static final String FILE = "launcher.pid";

    /** A command that checks for a launcher holds the lock for a moment, so try more than once. */
    private static final int TRIES = 10;

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataDirectoryLock acquire(Path data) throws IOException {
        Path file = data.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int i = 0; channel.tryLock() == null; i++) {
            if (i == TRIES) {
                channel.close();
                throw new ServerStartException("A suite is already running on " + data + ", process "
                        + Files.readString(file).strip().replace('\n', ' '));
            }
            pause();
        }
        channel.truncate(0);
        String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return new DataDirectoryLock(channel);
    }

    /** Tells commands that check for a launcher that it is about to end. */
    void markStopping() throws IOException {
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
