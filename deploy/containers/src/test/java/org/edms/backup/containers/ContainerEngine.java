package org.edms.backup.containers;

import java.util.stream.Stream;
import org.edms.backup.containers.Command.Result;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Docker, with the image of the suite. Where it does not answer, {@link Podman} takes its place. */
final class ContainerEngine implements BeforeAllCallback {

    private static Command command = new Command();
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
        return Long.parseLong(command.run("sh", "-c", program + " save " + image + " | gzip | wc -c")
                .require());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(ContainerEngine.class))
                .computeIfAbsent(Boolean.class, key -> start(context), Boolean.class);
    }

    /** Returns whether Docker answers. */
    private static boolean start(ExtensionContext context) {
        boolean answers = command.run("sh", "-c", "docker info").exitCode() == 0;
        if (answers) {
            docker("build", "--build-arg", "DISTRIBUTION=given", "--tag", "edms-backup:latest", ".")
                    .require();
        } else {
            new Podman().beforeAll(context);
            program = "podman";
            command = Podman.command();
        }
        return answers;
    }
}
