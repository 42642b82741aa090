package org.edms.backup.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;

/**
 * A PostgreSQL server that ends with this process at the latest. A shell beside it waits until its standard input ends, also
 * because this process was killed, and then shuts the server down.
 */
public final class PostgresServer implements AutoCloseable {

    public static final String SUPERUSER = "postgres";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final Path data;
    private final int port;

    private PostgresServer(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /**
     * Starts a server on a data directory, and creates the directory if it does not exist. The server listens only on the loopback
     * address and writes its log beside the data directory.
     *
     * @param password of {@link #SUPERUSER}, set when the data directory is created
     * @param settings for the server, as in {@code postgresql.conf}
     */
    public static PostgresServer start(
            PostgresBinaries binaries, Path data, int port, String password, Map<String, String> settings) {
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries, data, password);
            }
            PreviousServer.awaitEnd(data);
            Path log = beside(data, ".log");
            Process process = launch(serverCommand(binaries, data, port, settings), log);
            awaitReady(process, data, log);
            return new PostgresServer(process, data, port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run PostgreSQL on " + data, e);
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Disconnects the clients, writes everything to disk and stops. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop PostgreSQL on port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The data directory gets its name when it is complete, because initdb first writes the file that marks a data directory.
     * The password is passed in a file that only the owner can read: a command line would show it to every user.
     */
    private static void initialise(PostgresBinaries binaries, Path data, String password) throws IOException {
        Path unfinished = beside(data, ".unfinished");
        if (Files.exists(unfinished)) {
            PathUtils.deleteDirectory(unfinished);
        }
        Files.createDirectories(unfinished.toAbsolutePath().getParent());
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = Files.writeString(unfinished.resolve("password"), password);
        Path created = unfinished.resolve("data");
        Path log = beside(data, ".initdb.log");
        try {
            Process initdb = launch(ParentWatch.POSTGRES.wrap(initialiseCommand(binaries, created, passwordFile)), log);
            if (initdb.waitFor() != 0) {
                throw new ServerStartException("initdb cannot create " + data + ": " + tail(log));
            }
            Files.move(created, data, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted while creating " + data, e);
        } finally {
            PathUtils.deleteDirectory(unfinished);
        }
    }

    private static List<String> initialiseCommand(PostgresBinaries binaries, Path data, Path passwordFile) {
        List<String> command = new ArrayList<>(unprivileged());
        command.add(binaries.program("initdb").toString());
        command.addAll(List.of("--pgdata", data.toString(), "--username", SUPERUSER));
        command.addAll(List.of("--pwfile", passwordFile.toString(), "--auth", "scram-sha-256"));
        command.addAll(List.of("--encoding", "UTF8", "--locale", "C", "--no-sync"));
        return command;
    }

    private static List<String> serverCommand(
            PostgresBinaries binaries, Path data, int port, Map<String, String> settings) {
        List<String> command = new ArrayList<>(unprivileged());
        command.add(binaries.program("postgres").toString());
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port), "-h", "127.0.0.1", "-k", ""));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return ParentWatch.POSTGRES.wrap(command);
    }

    /** PostgreSQL refuses to run as root. In a new user namespace it runs as nobody, with access to root's files. */
    private static List<String> unprivileged() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "--user") : List.of();
    }

    private static Process launch(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void awaitReady(Process process, Path data, Path log) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady(process, data)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new ServerStartException("PostgreSQL did not start on " + data + ": " + tail(log));
            }
            pause();
        }
    }

    /** Line 1 of the lock file is the process id, line 8 the state. The lock file of another server does not count. */
    private static boolean isReady(Process process, Path data) throws IOException {
        Path lockFile = data.resolve("postmaster.pid");
        if (!Files.exists(lockFile)) {
            return false;
        }
        List<String> lines = Files.readAllLines(lockFile);
        return lines.size() >= 8
                && lines.get(7).strip().equals("ready")
                && process.descendants()
                        .anyMatch(child -> Long.toString(child.pid()).equals(lines.get(0)));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The process id of the server, not of the shell beside it. */
    long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted while PostgreSQL was starting", e);
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private static Path beside(Path data, String suffix) {
        return data.resolveSibling(data.getFileName() + suffix);
    }
}
