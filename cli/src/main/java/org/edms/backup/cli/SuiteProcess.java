package org.edms.backup.cli;

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
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

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
    private final Thread stop = new Thread(this::stop, "stop");

    private SuiteProcess(LocalSuite suite, Process process, Path log) {
        this.suite = suite;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /** How a suite is started: {@code environment} is all of the launcher's. */
    record Order(Map<String, String> environment, boolean detached, boolean freshEdms) {}

    static SuiteProcess start(LocalSuite suite, Order order) throws IOException {
        Optional<ProcessHandle> running = suite.launcher();
        if (running.isPresent()) {
            throw new BackupException(
                    ErrorCode.ILLEGAL_STATE,
                    "a suite runs on %s already, as process %d: stop it with down --data"
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
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dslf4j.internal.verbosity=ERROR"));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(programs.toString(), suite.data().toString()));
        if (order.freshEdms()) {
            command.add("--fresh-edms");
        }
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

    /** Waits until somebody stops the suite; what ends by itself is a failure. */
    void awaitEnd() throws IOException {
        try {
            int code = process.waitFor();
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
    public void close() {
        stop();
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
