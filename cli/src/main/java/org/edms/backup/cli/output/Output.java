package org.edms.backup.cli.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.edms.backup.model.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the results of a command: as text, or as one JSON object. */
public final class Output {

    private static final double STEP = 1000;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "print the result as one JSON object")
    private boolean json;

    public boolean json() {
        return json;
    }

    public void print(Object result) throws IOException {
        ObjectMapper mapper = Json.newMapper().enable(SerializationFeature.INDENT_OUTPUT);
        line(mapper.writeValueAsString(result));
    }

    public void line(String text) {
        writer().println(text);
        writer().flush();
    }

    public void line(String form, Object... values) {
        line(String.format(Locale.ROOT, form, values));
    }

    public PrintWriter errors() {
        return command.commandLine().getErr();
    }

    private PrintWriter writer() {
        return command.commandLine().getOut();
    }

    /** Prints rows in aligned columns, with numbers to the right. */
    public void table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                }
                widths.set(column, Math.max(widths.get(column), width));
            }
        }
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String value = row.get(column);
                boolean number = value.matches("[0-9][0-9,.]*( [kMGTP]?B)?");
                String space = " ".repeat(widths.get(column) - value.length());
                text.append(number ? space + value : value + space).append("  ");
            }
            line(text.toString().stripTrailing());
        }
    }

    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Formats an instant to the second, or "-" for null. */
    public static String time(Instant at) {
        return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
