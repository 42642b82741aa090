package org.edms.backup.cli.suite;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;

/**
 * A suite that is started from here, by a launcher of its own: Kafka and what comes with it would weigh on every other
 * command. Unless it is detached it ends with this process, however that ends.
 */
final class SuiteProcess implements AutoCloseable {

    private static final int STOP_SECONDS = 60;
    private static final int STOPPED_BY_SIGNAL = 128 + 15;

    private final LocalSuite suite;
    private final Process process;
    private final Path log;
    private final Thread stop = new Thread(this::stopAndTell, "stop");
    private volatile boolean stopping;
    private volatile boolean needed;

    private SuiteProcess(LocalSuite suite, Process process, Path log) {
        this.suite = suite;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /**
     * How a suite is started.
     *
     * @param environment all of the launcher's
     * @param options of the launcher
     */
    record Order(Map<String, String> environment, boolean detached, List<String> options) {}

    static SuiteProcess start(LocalSuite suite, Order order) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        while (suite.isStopping() && System.nanoTime() < deadline) {
            pause();
        }
        Optional<ProcessHandle> running = suite.launcher();
        if (running.isPresent()) {
            throw new BackupException(
                    ErrorCode.ALREADY_RUNNING,
                    "a suite on %s, as process %d"
                            .formatted(suite.data(), running.get().pid()));
        }
        suite.makeDirectories();
        Path log = suite.logs().resolve("launcher.log");
        ProcessBuilder builder = new ProcessBuilder(command(suite, order))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        if (order.detached()) {
            builder.redirectInput(new File("/dev/null"));
        }
        builder.environment().clear();
        builder.environment().putAll(order.environment());
        return new SuiteProcess(suite, builder.start(), log);
    }

    /** In a session of its own: Ctrl-C in a terminal reaches this process alone, which stops the launcher. */
    private static List<String> command(LocalSuite suite, Order order) {
        Path programs = LocalSuite.programs();
        Path jar = programs.resolve("standalone/standalone.jar");
        if (!Files.exists(jar)) {
            throw new BackupException(
                    ErrorCode.CONFIGURATION_INVALID,
                    jar + " is missing: start the script edms-backup, or name the installation in EDMS_BACKUP_HOME");
        }
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(programs.toString(), suite.data().toString()));
        command.addAll(order.options());
        if (!order.detached()) {
            command.add("--until-input-ends");
        }
        return command;
    }

    /** Shows what the launcher says until the suite is ready. */
    LocalSuite.Ready awaitReady(PrintWriter told) throws IOException {
        int shown = 0;
        while (true) {
            boolean alive = process.isAlive();
            letStop();
            shown = show(shown, told);
            Optional<LocalSuite.Ready> ready = suite.ready().filter(suiteReady -> suiteReady.pid() == process.pid());
            if (ready.isPresent()) {
                return ready.get();
            }
            if (!alive) {
                throw new BackupException(
                        ErrorCode.SERVICE_UNREACHABLE, "the suite did not start; its logs are in " + suite.logs());
            }
            pause();
        }
    }

    private int show(int shown, PrintWriter told) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int end = all.length;
        while (end > shown && all[end - 1] != '\n') {
            end--;
        }
        told.print(new String(all, shown, end - shown, StandardCharsets.UTF_8));
        told.flush();
        return end;
    }

    /** From now on this process ends when the suite does: what it asks of the services would be asked for minutes. */
    void endWithIt() {
        needed = true;
        Thread watcher = new Thread(this::endWhenItEnds, "watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void endWhenItEnds() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (needed && !stopping) {
            System.err.printf("%nedms-backup: the suite has ended; its logs are in %s%n", suite.logs());
            Runtime.getRuntime().halt(ExitCode.FAILED.number());
        }
    }

    /** Waits until somebody stops the suite; what ends by itself is a failure. */
    void awaitEnd() throws IOException {
        needed = false;
        try {
            int code = process.waitFor();
            letStop();
            if (code != 0 && code != STOPPED_BY_SIGNAL) {
                throw new BackupException(
                        ErrorCode.SERVICE_UNREACHABLE, "the suite has ended; its logs are in " + suite.logs());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Lets it run on without this process. */
    void leave() {
        Runtime.getRuntime().removeShutdownHook(stop);
    }

    @Override
    public void close() throws IOException {
        letStop();
        needed = false;
        stop();
    }

    /** As Ctrl-C has it. What this process does meanwhile, it does in vain. */
    private void stopAndTell() {
        if (!process.isAlive()) {
            return;
        }
        stopping = true;
        System.err.printf("%nStopping the suite on %s ...%n", suite.data());
        stop();
        System.err.println(
                process.isAlive() ? "It has not stopped." : "Stopped; what it holds is there the next time.");
    }

    /** Once this process is stopping, it is not for this thread to say why the suite has ended. */
    private void letStop() throws IOException {
        while (stopping) {
            pause();
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        IOException failure = new InterruptedIOException("interrupted");
        failure.initCause(e);
        return failure;
    }
}
