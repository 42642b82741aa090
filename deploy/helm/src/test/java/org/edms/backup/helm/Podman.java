package org.edms.backup.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Podman, set up by the scripts in deploy/containers. */
final class Podman {

    static final Path TOP = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Path DIRECTORY = Path.of("target", "engine").toAbsolutePath();
    private static final int LIMIT_MINUTES = 10;

    private Podman() {}

    /** The exit code of a program and what it printed. */
    record Result(int exitCode, String output) {

        String require() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + output);
            }
            return output.strip();
        }
    }

    /** Builds the image of the suite from the distribution. */
    static void start() {
        execute(TOP.resolve("deploy/containers/podman/engine").toString(), "start", DIRECTORY.toString())
                .require();
        execute(TOP.resolve("deploy/containers/stand-ins/build").toString(), DIRECTORY.toString())
                .require();
    }

    static void stop() {
        execute(TOP.resolve("deploy/containers/podman/engine").toString(), "stop", DIRECTORY.toString())
                .require();
    }

    static Result run(String... arguments) {
        return execute(Stream.concat(Stream.of("podman", "--log-level=fatal"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static Result execute(String... command) {
        try {
            Path output = Files.createTempFile("output", "");
            try {
                // Where the name of an image is that of a file, Podman would build the image from it.
                ProcessBuilder builder = new ProcessBuilder(List.of(command))
                        .directory(DIRECTORY.getParent().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment()
                        .put(
                                "CONTAINERS_CONF",
                                DIRECTORY.resolve("containers.conf").toString());
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
