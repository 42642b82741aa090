package org.edms.backup.foundation.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.edms.backup.model.PrintableText;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Escapes control characters in every log record, in any format: a name with a line break must not look like a second
 * record. Every handler of a service has this filter, so callers need no escaping.
 */
@LoggingFilter(name = "printable")
public final class PrintableRecords implements Filter {

    /** Formats the message, whatever the style of its parameters. */
    private static final ExtFormatter MESSAGE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord record) {
        String message = MESSAGE.formatMessage(record);
        if (message != null && !PrintableText.isPrintable(message)) {
            replaceMessage(record, PrintableText.escape(message));
        }
        if (record.getThrown() != null && PrintableThrowable.isNeededFor(record.getThrown())) {
            record.setThrown(PrintableThrowable.of(record.getThrown()));
        }
        return true;
    }

    private static void replaceMessage(LogRecord record, String message) {
        if (record instanceof ExtLogRecord extended) {
            extended.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            record.setMessage(message);
        }
        record.setParameters(null);
        record.setResourceBundle(null);
    }
}
