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

/** Stops what up or demo has started. */
@Command(
        name = "down",
        description = "Stops a suite that up or demo runs on this machine. Its data stays.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    private static final int PATIENCE_SECONDS = 90;

    @Mixin
    private Output output;

    @Option(names = "--data", paramLabel = "DIR", description = "its directory; without it: ~/.edms-backup/up")
    private Path data;

    private record Told(String data, boolean stopped) {}

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.usualData("up") : data);
        Optional<ProcessHandle> launcher = suite.launcher();
        if (launcher.isPresent()) {
            launcher.get().destroy();
            awaitEnd(launcher.get());
        }
        if (output.json()) {
            output.print(new Told(suite.data().toString(), launcher.isPresent()));
        } else {
            output.line("%s on %s", launcher.isPresent() ? "Stopped the suite" : "No suite runs", suite.data());
        }
        return ExitCode.DONE.number();
    }

    private static void awaitEnd(ProcessHandle launcher) {
        try {
            launcher.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.CANCELLED, "process " + launcher.pid() + " is still stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "process " + launcher.pid() + " has not stopped", e);
        }
    }
}
