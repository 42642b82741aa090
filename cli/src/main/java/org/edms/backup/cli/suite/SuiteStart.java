package org.edms.backup.cli.suite;

import java.io.File;
import java.io.IOException;
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

/**
 * Starts the launcher of a suite.
 *
 * @param environment the complete environment of the launcher
 * @param detached whether the suite runs on when this process ends
 */
record SuiteStart(LocalSuite suite, Map<String, String> environment, boolean detached, List<String> options) {

    private static final int STOP_TIMEOUT_SECONDS = 60;

    SuiteProcess run() throws IOException {
        awaitStop();
        rejectRunningSuite();
        suite.makeDirectories();
        Path log = suite.logs().resolve("launcher.log");
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
        if (detached) {
            builder.redirectInput(new File("/dev/null"));
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new SuiteProcess(suite, builder.start(), log);
    }

    private void awaitStop() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_TIMEOUT_SECONDS);
        while (suite.isStopping() && System.nanoTime() < deadline) {
            SuiteProcess.pause();
        }
    }

    private void rejectRunningSuite() throws IOException {
        Optional<ProcessHandle> running = suite.launcher();
        if (running.isPresent()) {
            throw new BackupException(
                    ErrorCode.ALREADY_RUNNING,
                    "a suite in %s, as process %d"
                            .formatted(suite.data(), running.get().pid()));
        }
    }

    /** A separate session: Ctrl-C in a terminal reaches only this process, which then stops the launcher. */
    private List<String> command() {
        Path programs = LocalSuite.programs();
        Path jar = programs.resolve("standalone/standalone.jar");
        if (!Files.exists(jar)) {
            throw new BackupException(
                    ErrorCode.CONFIGURATION_INVALID,
                    jar
                            + " is missing: run the script edms-backup, or set EDMS_BACKUP_HOME to the installation directory");
        }
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(programs.toString(), suite.data().toString()));
        command.addAll(options);
        if (!detached) {
            command.add("--until-input-ends");
        }
        return command;
    }
}
