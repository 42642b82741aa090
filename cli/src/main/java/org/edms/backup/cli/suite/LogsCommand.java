package org.edms.backup.cli.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the logs of a suite on this machine. */
@Command(
        name = "logs",
        description = {"Shows the logs of a suite on this machine.", "Prints the last lines of each log."},
        mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {"data directory of the suite", "(default: ~/.edms-backup/up)"})
    private Path data;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "20",
            description = "show the last N lines of each log (default: ${DEFAULT-VALUE})")
    private int lines;

    @Option(
            names = {"--follow", "-f"},
            description = "keep printing new lines until Ctrl-C")
    private boolean follow;

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.defaultDirectory("up") : data);
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        logs(suite).forEach(log -> command.add(log.toString()));
        Process tail = new ProcessBuilder(command).inheritIO().start();
        try {
            return tail.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ErrorCode.CANCELLED, "logs", e);
        }
    }

    private static List<Path> logs(LocalSuite suite) throws IOException {
        if (!Files.isDirectory(suite.logs())) {
            throw new BackupException(ErrorCode.NOT_FOUND, "no logs: no suite has run in " + suite.data());
        }
        try (Stream<Path> files = Files.list(suite.logs())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
