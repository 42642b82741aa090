package org.edms.backup.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The process that holds a suite together: {@code PROGRAMS DATA [--fresh] [--short-lived]
 * [--until-input-ends]}. When the suite is ready, it says in {@code DATA/suite.properties} where it is. It runs until a signal
 * stops it, or one of the services ends.
 */
public final class Launcher {

    private static final int FAILED = 1;

    private Launcher() {}

    public static void main(String[] arguments) {
        KafkaLog.prepare();
        List<String> options = List.of(arguments);
        SuiteDirectory directory = new SuiteDirectory(Path.of(options.get(1)));
        Suite.Programs programs =
                new Suite.Programs(Path.of(options.get(0)).toAbsolutePath(), options.contains("--short-lived"));
        Suite suite = new Suite(directory, programs, System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(suite), "stop"));
        if (options.contains("--until-input-ends")) {
            endWithInput();
        }
        try {
            suite.start(options.contains("--fresh"));
            announce(suite, directory);
            awaitEnd(suite);
        } catch (ServerStartException e) {
            System.err.println(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            System.err.println(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(FAILED);
    }

    /** What a file system says is often no more than the name of the file. */
    private static String reason(Exception e) {
        return e instanceof UncheckedIOException ? e.getMessage() + ": " + e.getCause() : e.toString();
    }

    private static void announce(Suite suite, SuiteDirectory directory) throws IOException {
        Properties told = new Properties();
        told.setProperty("url", suite.url());
        told.setProperty("token", Files.readString(suite.adminToken()));
        told.setProperty("edms", suite.edms());
        suite.parts().forEach((name, where) -> told.setProperty("part." + name, where));
        told.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        StringWriter text = new StringWriter();
        told.store(text, null);
        suite.whileItRuns(() -> WholeFile.write(directory.ready(), text.toString()));
    }

    private static void awaitEnd(Suite suite) throws InterruptedException {
        Optional<String> ended = suite.ended();
        while (ended.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(500);
            ended = suite.ended();
        }
        System.err.println(ended.get() + " has ended; why, is in its log");
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
