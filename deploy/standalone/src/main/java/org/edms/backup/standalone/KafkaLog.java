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

/** Writes the log of the embedded Kafka to a file, because on the terminal it would bury the messages for the user. */
final class KafkaLog extends StreamHandler {

    private static final String FORM = "java.util.logging.SimpleFormatter.format";

    private KafkaLog(OutputStream file) {
        super(file, new SimpleFormatter());
    }

    /** Selects the log manager. Call it before anything logs. */
    static void prepare() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    }

    static void redirectTo(Path file) throws IOException {
        System.setProperty(FORM, "%1$tF %1$tT,%1$tL %4$s [%3$s] %5$s%6$s%n");
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.WARNING);
        root.addHandler(new KafkaLog(new BufferedOutputStream(Files.newOutputStream(file))));
    }

    /** Flushes every record, because the last lines before the process ends matter most. */
    @Override
    public synchronized void publish(LogRecord logged) {
        super.publish(logged);
        flush();
    }
}
