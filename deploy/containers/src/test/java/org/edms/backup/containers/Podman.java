package org.edms.backup.containers;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.edms.backup.containers.Command.Result;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Podman, started once for the tests of a run, with the image of the suite and with stand-ins for the images that cannot be
 * pulled.
 */
final class Podman implements BeforeAllCallback {

    private static final Path DIRECTORY = Path.of("target", "engine").toAbsolutePath();
    private static final String ENGINE = "deploy/containers/podman/engine";

    private static Command command = new Command();

    /** Runs programs that speak to Podman, as Podman or as Docker. */
    static Command command() {
        return command;
    }

    /** Runs Podman where no file has the name of an image: Podman would build the image from it. */
    static Result run(String... arguments) {
        return command.in(DIRECTORY)
                .run(Stream.concat(Stream.of("podman", "--log-level=fatal"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(Podman.class))
                .computeIfAbsent(AutoCloseable.class, key -> start(), AutoCloseable.class);
    }

    private static AutoCloseable start() {
        String address = command.run(ENGINE, "start", DIRECTORY.toString()).require();
        command.run("deploy/containers/stand-ins/build", DIRECTORY.toString()).require();
        command = command.with("DOCKER_HOST", address)
                .with("CONTAINERS_CONF", DIRECTORY.resolve("containers.conf").toString());
        return () -> command.run(ENGINE, "stop", DIRECTORY.toString());
    }
}
