package org.edms.backup.standalone;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** What Kafka logs, which is in this process, goes to a file: on the terminal it would bury what people are told. */
final class KafkaLog extends StreamHandler {

    private static final String FORM = "java.util.logging.SimpleFormatter.format";

    private KafkaLog(OutputStream file) {
        super(file, new SimpleFormatter());
    }

    /** Before anything logs: then it is too late to say who manages the logs. */
    static void prepare() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    }

    static void to(Path file) throws IOException {
        System.setProperty(FORM, "%1$tF %1$tT,%1$tL %4$s [%3$s] %5$s%6$s%n");
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.WARNING);
        root.addHandler(new KafkaLog(new BufferedOutputStream(Files.newOutputStream(file))));
    }

    /** At once: the last lines of a process that ends are those that matter. */
    @Override
    public synchronized void publish(LogRecord logged) {
        super.publish(logged);
        flush();
    }
}
