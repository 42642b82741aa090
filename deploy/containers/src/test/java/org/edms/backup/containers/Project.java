package org.edms.backup.containers;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.containers.Command.Result;

/** A compose project of the file at the top of the repository, with a name and a port of its own. */
record Project(String name, Command command) {

    static Project create(String name) {
        return new Project(
                name,
                ContainerEngine.command()
                        .with("EDMS_BACKUP_PORT", Integer.toString(freePort()))
                        .with("COMPOSE_PROJECT_NAME", name));
    }

    /** The image of a service, as docker-compose.yml names it. */
    static String image(String service) {
        try {
            return new YAMLMapper()
                    .readTree(Command.TOP.resolve("docker-compose.yml").toFile())
                    .at("/services/" + service + "/image")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Project with(String variable, String value) {
        return new Project(name, command.with(variable, value));
    }

    Result compose(String... arguments) {
        return command.run(
                Stream.concat(Stream.of("docker-compose"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** Runs a command of edms-backup, through the running services. */
    Result cli(String... arguments) {
        return compose(Stream.concat(Stream.of("run", "--rm", "--no-deps", "-T", "cli"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    Result sql(String database, String statement) {
        return command.run(Stream.concat(Stream.of("docker"), psql(container("postgres"), database, statement))
                .toArray(String[]::new));
    }

    /** The arguments of Docker or Podman that run a statement in a container of PostgreSQL. */
    static Stream<String> psql(String container, String database, String statement) {
        String[] psql = {"psql", "-U", "postgres", "-h", "/var/run/postgresql", "-At", "-d", database, "-c", statement};
        return Stream.concat(Stream.of("exec", container), Stream.of(psql));
    }

    String container(String service) {
        return compose("ps", "-q", service).require();
    }

    /** Everything of the project that the engine still has. */
    List<String> remains() {
        String label = "label=com.docker.compose.project=" + name;
        return Stream.of(
                        ContainerEngine.docker("ps", "--all", "--quiet", "--filter", label),
                        ContainerEngine.docker("volume", "ls", "--quiet", "--filter", label),
                        ContainerEngine.docker("network", "ls", "--quiet", "--filter", label))
                .flatMap(listed -> listed.require().lines())
                .toList();
    }
}
