package org.edms.backup.foundation.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.formatters.StructuredFormatter;
import org.junit.jupiter.api.Test;

class PrintableRecordsTest {

    private static final String FORGED = "a\nFAKE \u001b[2J\u0085\u2028\u202eb";

    private final PrintableRecords filter = new PrintableRecords();

    @Test
    void aParameterStartsNoLineInAnyFormat() {
        for (ExtFormatter formatter : formatters()) {
            // given
            ExtLogRecord record = new ExtLogRecord(
                    Level.INFO,
                    "created %s of %d",
                    ExtLogRecord.FormatStyle.PRINTF,
                    PrintableRecordsTest.class.getName());
            record.setParameters(new Object[] {FORGED, 7});

            // when
            String line = formatted(record, formatter);

            // then
            assertIsOneLine(line);
            assertThat(line).contains("FAKE").contains("of 7");
        }
    }

    @Test
    void theMessageOfAnExceptionAndOfItsCauseStartsNoLine() {
        for (ExtFormatter formatter : formatters()) {
            // given
            ExtLogRecord record = new ExtLogRecord(Level.SEVERE, "failed", PrintableRecordsTest.class.getName());
            IllegalStateException thrown = new IllegalStateException("outer", new IllegalArgumentException(FORGED));
            thrown.addSuppressed(new IllegalStateException(FORGED));
            record.setThrown(thrown);

            // when
            String text = formatted(record, formatter);

            // then
            assertThat(text)
                    .doesNotContain("\nFAKE", "\u001b", "\u0085", "\u2028", "\u202e")
                    .contains("IllegalArgumentException: a");
        }
    }

    @Test
    void aRecordOfJavaLoggingIsEscapedAsWell() {
        // given
        LogRecord record = new LogRecord(Level.INFO, "got {0}");
        record.setParameters(new Object[] {FORGED});

        // when
        filter.isLoggable(record);

        // then
        assertThat(record.getMessage()).startsWith("got a\\nFAKE");
    }

    private String formatted(ExtLogRecord record, ExtFormatter formatter) {
        filter.isLoggable(record);
        return formatter.format(record);
    }

    /** As the services are configured. */
    private static List<ExtFormatter> formatters() {
        JsonFormatter json = new JsonFormatter();
        json.setExceptionOutputType(StructuredFormatter.ExceptionOutputType.FORMATTED);
        return List.of(new PatternFormatter("%p %m%e%n"), json);
    }

    private static void assertIsOneLine(String line) {
        assertThat(line.stripTrailing().chars().noneMatch(each -> Character.isISOControl(each)))
                .as(line)
                .isTrue();
        assertThat(line).doesNotContain("\u2028", "\u202e");
    }
}
