package org.edms.backup.cli.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.edms.backup.cli.output.Output;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops a suite on this machine. */
@Command(
        name = "down",
        description = {"Stops a suite on this machine.", "The data of the suite is kept."},
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    private static final int STOP_TIMEOUT_SECONDS = 90;

    @Mixin
    private Output output;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {"data directory of the suite", "(default: ~/.edms-backup/up)"})
    private Path data;

    private record Stopped(String data, boolean stopped) {}

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.defaultDirectory("up") : data);
        Optional<ProcessHandle> launcher = suite.launcher();
        if (launcher.isPresent()) {
            launcher.get().destroy();
            awaitEnd(launcher.get());
        }
        if (output.json()) {
            output.print(new Stopped(suite.data().toString(), launcher.isPresent()));
        } else {
            output.line(
                    "%s %s", launcher.isPresent() ? "Stopped the suite in" : "No suite is running in", suite.data());
        }
        return ExitCode.DONE.number();
    }

    private static void awaitEnd(ProcessHandle launcher) {
        try {
            launcher.onExit().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.CANCELLED, "process " + launcher.pid() + " is still stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "process " + launcher.pid() + " has not stopped", e);
        }
    }
}
