package org.edms.backup.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs, by default in the top directory of the repository. */
final class Command {

    static final Path TOP = Path.of("..", "..").toAbsolutePath().normalize();

    private static final int LIMIT_MINUTES = 10;

    private final Map<String, String> environment;
    private final Path directory;

    Command() {
        this(Map.of(), TOP);
    }

    private Command(Map<String, String> environment, Path directory) {
        this.environment = Map.copyOf(environment);
        this.directory = directory;
    }

    /** The exit code of a program and what it printed. */
    record Result(int exitCode, String output) {

        /** Returns the output, without white space around it. */
        String require() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + output);
            }
            return output.strip();
        }
    }

    Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(more, directory);
    }

    Command in(Path other) {
        return new Command(environment, other);
    }

    Result run(String... command) {
        try {
            Path output = Files.createTempFile("output", "");
            try {
                ProcessBuilder builder = new ProcessBuilder(List.of(command))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError(String.join(" ", command) + " did not end: " + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
