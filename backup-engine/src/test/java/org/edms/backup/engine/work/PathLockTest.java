package org.edms.backup.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathLockTest {

    @TempDir
    Path directory;

    /** Runs as a separate process: locks a file, prints a line, and waits to be killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            boolean isHeld = PathLock.tryAcquire(Path.of(arguments[0])).isPresent();
            System.out.println(isHeld ? "held" : "refused");
            System.in.read();
        }
    }

    @Test
    void oneOwnerAtATime() throws IOException {
        Path file = directory.resolve("lock");
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), directory);
        try (PathLock held = PathLock.tryAcquire(file).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(PathLock.tryAcquire(file)).isEmpty();
            assertThat(PathLock.tryAcquire(alias.resolve("lock"))).isEmpty();
        }
        assertThat(file).doesNotExist();
        PathLock.tryAcquire(file).orElseThrow().close();
    }

    @Test
    void anotherProcessHoldsItUntilItIsKilled() throws Exception {
        // given
        Path file = directory.resolve("lock");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held");

        // then
        assertThat(PathLock.tryAcquire(file)).isEmpty();

        // when
        holder.destroyForcibly().waitFor();

        // then
        PathLock.tryAcquire(file).orElseThrow().close();
        assertThat(file).doesNotExist();
    }

    @Test
    void thereIsOneOwnerEvenUnderConstantContention() throws Exception {
        // given
        Path file = directory.resolve("lock");
        AtomicInteger owners = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Void> work = () -> {
            for (int i = 0; i < 300; i++) {
                var lock = PathLock.tryAcquire(file);
                if (lock.isPresent()) {
                    most.accumulateAndGet(owners.incrementAndGet(), Math::max);
                    owners.decrementAndGet();
                    lock.get().close();
                }
            }
            return null;
        };

        // when
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (var future : threads.invokeAll(List.of(work, work, work, work))) {
            future.get();
        }
        threads.shutdown();

        // then
        assertThat(most).hasValue(1);
    }
}
