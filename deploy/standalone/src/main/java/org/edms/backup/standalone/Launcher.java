package org.edms.backup.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The process that holds a suite together: {@code PROGRAMS DATA [--fresh-edms] [--until-input-ends]}. When the suite is ready,
 * it says in {@code DATA/suite.properties} where it is. It runs until a signal stops it, or one of the services ends.
 */
public final class Launcher {

    private static final int FAILED = 1;

    private Launcher() {}

    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        SuiteDirectory directory = new SuiteDirectory(Path.of(options.get(1)));
        Suite suite = new Suite(directory, Path.of(options.get(0)).toAbsolutePath(), System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(suite), "stop"));
        if (options.contains("--until-input-ends")) {
            endWithInput();
        }
        try {
            suite.start(options.contains("--fresh-edms"));
            announce(suite, directory);
            awaitEnd(suite);
        } catch (ServerStartException | IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(FAILED);
    }

    /** Whole or not at all, and for its owner alone: it holds a token. */
    private static void announce(Suite suite, SuiteDirectory directory) throws IOException {
        Properties told = new Properties();
        told.setProperty("url", suite.url());
        told.setProperty("token", Files.readString(suite.adminToken()));
        told.setProperty("edms", suite.edms());
        told.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        StringWriter text = new StringWriter();
        told.store(text, null);
        Path unfinished = Files.createTempFile(
                directory.root(),
                "suite",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text.toString());
        Files.move(unfinished, directory.ready(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitEnd(Suite suite) throws InterruptedException {
        Service ended = suite.ended();
        while (ended == null) {
            TimeUnit.MILLISECONDS.sleep(500);
            ended = suite.ended();
        }
        System.err.println(ended.name() + " has ended; why, is in its log");
    }

    private static void endWithInput() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        System.err.println("Standard input: " + e.getMessage());
                    }
                    System.exit(0);
                },
                "input");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void stop(Suite suite) {
        try {
            suite.close();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }
}
