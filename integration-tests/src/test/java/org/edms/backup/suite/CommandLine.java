package org.edms.backup.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.edms.backup.model.Json;

/** The command line, packaged and as a process of its own, as a shell starts it. */
final class CommandLine {

    private static final int LIMIT_SECONDS = 180;

    private final Map<String, String> environment;
    private final Path directory;

    /** @param environment of the process, and nothing of this one's own */
    CommandLine(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** What a command told, and how it ended. */
    record Ended(int exitCode, String output, String errors) {

        JsonNode json() throws IOException {
            return Json.newMapper().readTree(output);
        }

        @Override
        public String toString() {
            return exitCode + "\n" + output + "\n" + errors;
        }
    }

    /** One that runs. */
    record Running(Process process, Path output, Path errors) {

        /** What it has told so far. */
        String told() throws IOException {
            return Files.readString(output) + Files.readString(errors);
        }

        Ended ended() throws IOException, InterruptedException {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the command did not end: " + Files.readString(errors));
            }
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        }
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).ended();
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                Path.of("..", "cli", "target", "edms-backup.jar").toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output", "");
        Path errors = Files.createTempFile(directory, "errors", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), output, errors);
    }
}
