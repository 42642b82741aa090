package org.edms.backup.benchmarks;

import java.util.Locale;
import java.util.Map;

/** A Markdown report with tables of medians. */
final class Report {

    private static final double MEGABYTE = 1e6;
    private static final double KILOBYTES_OF_A_MEGABYTE = 1000;

    private final StringBuilder text = new StringBuilder();

    void heading(String title) {
        text.append("\n## ").append(title).append("\n\n");
    }

    void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** Compares all contenders with the first one, which is ours. */
    void table(Map<Contender, Measurement> medians) {
        double ours = medians.values().iterator().next().seconds();
        line("| | seconds | ours / this | written, MB | peak memory, MB |");
        line("|---|---|---|---|---|");
        medians.forEach((contender, median) -> line(
                "| %s | %.2f | %.2f | %.0f | %.0f |",
                contender.name().replace("|", "\\|"),
                median.seconds(),
                ours / median.seconds(),
                median.bytes() / MEGABYTE,
                median.peakKilobytes() / KILOBYTES_OF_A_MEGABYTE));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
