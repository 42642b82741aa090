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
 * The process that runs and supervises a suite: {@code PROGRAMS DATA [--fresh] [--short-lived] [--until-input-ends]}. When the
 * suite is ready, it writes the addresses to {@code DATA/suite.properties}. It runs until a signal stops it or a service ends.
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
            stopWhenInputEnds();
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

    /** The message of a file system exception is often just the file name, so add the exception type. */
    private static String reason(Exception e) {
        return e instanceof UncheckedIOException ? e.getMessage() + ": " + e.getCause() : e.toString();
    }

    private static void announce(Suite suite, SuiteDirectory directory) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("url", suite.url());
        properties.setProperty("token", Files.readString(suite.adminToken()));
        properties.setProperty("edms", suite.edms());
        suite.parts().forEach((name, where) -> properties.setProperty("part." + name, where));
        properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        StringWriter text = new StringWriter();
        properties.store(text, null);
        suite.runUnlessClosed(() -> AtomicFile.write(directory.ready(), text.toString()));
    }

    private static void awaitEnd(Suite suite) throws InterruptedException {
        Optional<String> ended = suite.endedPart();
        while (ended.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(500);
            ended = suite.endedPart();
        }
        System.err.println(ended.get() + " has ended; see its log");
    }

    private static void stopWhenInputEnds() {
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
