package org.edms.backup.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Captures what the classes of a package log at INFO and above, until it is closed. */
public final class CapturedLog implements AutoCloseable {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Level before;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    };

    /** @param category the name of a package or class */
    public CapturedLog(String category) {
        logger = Logger.getLogger(category);
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
    }

    /** The messages that contain a text, with their level in front. */
    public List<String> lines(String text) {
        return records.stream()
                .map(record -> record.getLevel() + " " + message(record))
                .filter(line -> line.contains(text))
                .toList();
    }

    /** The messages with a stack trace. */
    public List<String> traces() {
        return records.stream()
                .filter(record -> record.getThrown() != null)
                .map(CapturedLog::message)
                .toList();
    }

    /** Loggers of the services format messages themselves; those of the JDK pass parameters. */
    private static String message(LogRecord record) {
        Object[] parameters = record.getParameters();
        return parameters == null || parameters.length == 0
                ? record.getMessage()
                : String.format(record.getMessage(), parameters);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(before);
    }
}
