package org.edms.backup.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.edms.backup.model.Json;

/** Runs the packaged command line in a separate process. */
final class CommandLine {

    private static final int LIMIT_SECONDS = 180;

    private final Map<String, String> environment;
    private final Path directory;

    /** @param environment the complete environment of the process */
    CommandLine(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** The command line of the working copy, with these variables beside those of every shell. */
    static CommandLine ofWorkingCopy(Map<String, String> variables, Path directory) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LC_ALL", "C.UTF-8");
        // A local suite passes this to its services, which live too short to be compiled twice.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        environment.put(
                "EDMS_BACKUP_HOME",
                Path.of("../deploy/distribution").toAbsolutePath().normalize().toString());
        return new CommandLine(environment, directory);
    }

    /** The exit code and output of a command. */
    record Result(int exitCode, String output, String errors) {

        JsonNode json() throws IOException {
            return Json.newMapper().readTree(output);
        }

        @Override
        public String toString() {
            return exitCode + "\n" + output + "\n" + errors;
        }
    }

    /** A running command. */
    record Running(Process process, Path output, Path errors) {

        /** The output so far. */
        String outputSoFar() throws IOException {
            return Files.readString(output) + Files.readString(errors);
        }

        Result awaitEnd() throws IOException, InterruptedException {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the command did not end: " + Files.readString(errors));
            }
            return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).awaitEnd();
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
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
