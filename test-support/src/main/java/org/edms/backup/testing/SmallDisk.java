package org.edms.backup.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of a few megabytes in memory, to test full disks. */
public final class SmallDisk implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts a disk; empty if this process has no permission to mount. */
    public static Optional<SmallDisk> mount(int megabytes) {
        return mount("size=" + megabytes + "m");
    }

    /** Mounts a disk with the option {@code noexec}. */
    public static Optional<SmallDisk> mountWithoutPrograms(int megabytes) {
        return mount("noexec,size=" + megabytes + "m");
    }

    /** Mounts an empty disk that nobody may write, not even the superuser. */
    public static Optional<SmallDisk> mountReadOnly() {
        return mount("ro,size=1m");
    }

    private static Optional<SmallDisk> mount(String options) {
        Path directory = TestDirectories.create("disk");
        if (run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString()) != 0) {
            TestDirectories.delete(directory);
            return Optional.empty();
        }
        return Optional.of(new SmallDisk(directory));
    }

    public Path path() {
        return directory;
    }

    /** Fills the disk except for the given space, or completely if others write at the same time. */
    public void fill(long bytesLeft) {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            byte[] chunk = new byte[CHUNK];
            long free = Files.getFileStore(directory).getUsableSpace();
            for (long more = free - bytesLeft; more > 0; more -= CHUNK) {
                ballast.write(chunk, 0, (int) Math.min(CHUNK, more));
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException("Cannot fill " + directory, e);
            }
        }
    }

    /** Frees the space taken by {@link #fill}. */
    public void release() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot free " + directory, e);
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() {
        run("umount", "--lazy", directory.toString());
        TestDirectories.delete(directory);
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
