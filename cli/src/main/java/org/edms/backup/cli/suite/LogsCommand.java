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

/** Shows what a suite on this machine has logged. */
@Command(
        name = "logs",
        description = "Shows the end of each log of a suite that up or demo runs on this machine.",
        mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", description = "its directory; without it: ~/.edms-backup/up")
    private Path data;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "20",
            description = "of each log; without it: ${DEFAULT-VALUE}")
    private int lines;

    @Option(
            names = {"--follow", "-f"},
            description = "go on with what is added, until Ctrl-C")
    private boolean follow;

    @Override
    public Integer call() throws IOException {
        LocalSuite suite = new LocalSuite(data == null ? LocalSuite.usualData("up") : data);
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
            throw new BackupException(ErrorCode.NOT_FOUND, "no suite has run on " + suite.data());
        }
        try (Stream<Path> files = Files.list(suite.logs())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
