package org.edms.backup.containers;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.edms.backup.containers.Command.Result;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Builds the image for the tests of a run. Where no Docker engine answers, Podman takes its place, and stand-ins that of the images
 * that cannot be pulled.
 */
final class ContainerEngine implements BeforeAllCallback {

    private static final Path DIRECTORY = Path.of("target", "engine").toAbsolutePath();
    private static final String SCRIPTS = "deploy/containers/";

    private static Command command = new Command(Map.of());
    private static String program = "docker";

    /** Runs programs that speak to the engine. */
    static Command command() {
        return command;
    }

    /** Runs a command of Docker, or the same one of Podman. */
    static Result docker(String... arguments) {
        return command.run(
                Stream.concat(Stream.of(program), Stream.of(arguments)).toArray(String[]::new));
    }

    static long compressedSize(String image) {
        String size = command.run("sh", "-c", program + " save " + image + " | gzip | wc -c")
                .require();
        return Long.parseLong(size.strip());
    }

    private record Engine(boolean own) implements AutoCloseable {

        @Override
        public void close() {
            if (own) {
                command.run(SCRIPTS + "podman/engine", "stop", DIRECTORY.toString());
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(ContainerEngine.class))
                .computeIfAbsent(Engine.class, key -> start(), Engine.class);
    }

    private static Engine start() {
        boolean answers = command.run("sh", "-c", "docker info").exitCode() == 0;
        if (answers) {
            docker("build", "--build-arg", "DISTRIBUTION=given", "--tag", "edms-backup:latest", ".")
                    .require();
        } else {
            String address = command.run(SCRIPTS + "podman/engine", "start", DIRECTORY.toString())
                    .require()
                    .strip();
            command.run(SCRIPTS + "stand-ins/build", DIRECTORY.toString()).require();
            program = "podman";
            command = command.with("DOCKER_HOST", address)
                    .with(
                            "CONTAINERS_CONF",
                            DIRECTORY.resolve("containers.conf").toString());
        }
        return new Engine(!answers);
    }
}
