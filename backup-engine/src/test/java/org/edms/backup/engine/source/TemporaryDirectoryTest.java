package org.edms.backup.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

    private static final String PURPOSE = "edms-work-";

    @TempDir
    Path parent;

    /** Runs as a separate process: creates a directory with a file, prints it, and waits to be killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            TemporaryDirectory held = TemporaryDirectory.create(Path.of(arguments[0]), PURPOSE);
            Files.writeString(held.path().resolve("content"), "of a process that works");
            System.out.println(held.path());
            System.in.read();
        }
    }

    @Test
    void nothingIsLeftAtTheEnd() throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create(parent, PURPOSE);
        Files.writeString(directory.path().resolve("content"), "any");
        directory.close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void anotherProcessKeepsItsDirectoryUntilItIsKilled() throws Exception {
        // given
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        parent.toString())
                .start();
        Path held = Path.of(holder.inputReader().readLine());

        // when
        TemporaryDirectory.create(parent, PURPOSE).close();

        // then
        assertThat(held.resolve("content")).hasContent("of a process that works");

        // when
        holder.destroyForcibly().waitFor();

        // then
        assertThat(held).exists();
        TemporaryDirectory.create(parent, PURPOSE).close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void otherDirectoriesAreNotDeleted() throws IOException {
        // given
        Path other = Files.createDirectory(parent.resolve(PURPOSE + "mine"));
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(parent.resolve(PURPOSE + new UUID(0, 1)), elsewhere);
        Files.writeString(elsewhere.resolve("content"), "of somebody");

        // when
        TemporaryDirectory.create(parent, PURPOSE).close();

        // then
        assertThat(other).exists();
        assertThat(link).isSymbolicLink();
        assertThat(elsewhere.resolve("content")).hasContent("of somebody");
    }

    @Test
    void anAbandonedLockIsDeleted() throws IOException {
        // given
        Files.createFile(parent.resolve(PURPOSE + new UUID(0, 1) + ".lock"));

        // when
        TemporaryDirectory.create(parent, PURPOSE).close();

        // then
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void concurrentlyCreatedDirectoriesAreKept() throws Exception {
        // given
        Callable<Boolean> work = () -> {
            boolean isKept = true;
            for (int i = 0; i < 100; i++) {
                try (TemporaryDirectory directory = TemporaryDirectory.create(parent, PURPOSE)) {
                    Path content = Files.writeString(directory.path().resolve("content"), "any");
                    isKept &= Files.exists(content);
                }
            }
            return isKept;
        };

        // when
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Boolean> kept = new ArrayList<>();
        for (var future : threads.invokeAll(List.of(work, work, work, work))) {
            kept.add(future.get());
        }
        threads.shutdown();

        // then
        assertThat(kept).containsOnly(true);
        assertThat(parent).isEmptyDirectory();
    }
}
