package org.edms.backup.cli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.cli.output.Output;
import org.edms.backup.engine.draft.ModelReview;

/** What a model means for a database, as text for a terminal of 100 columns. */
final class ReviewText {

    private static final int TABLE = 30;
    private static final int KEY = 28;
    private static final int REFERENCES = 27;

    private ReviewText() {}

    static void print(ModelReview review, Output output) {
        if (review.system() != null) {
            output.line("model of: %s", review.system());
        }
        list("The model does not fit:", review.misfits(), output);
        if (!review.tables().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("table", "rows", "key", "references"));
            review.tables().forEach(table -> addTo(rows, table));
            output.table(rows);
        }
        list("Keys to choose:", review.ambiguous(), output);
        list("Not covered:", review.uncovered(), output);
        if (!review.undescribed().isEmpty()) {
            list(
                    "Tables that the model does not describe; keys come from constraints:",
                    wrapped(String.join(", ", review.undescribed()), TABLE + KEY + REFERENCES),
                    output);
        }
    }

    private static void list(String title, List<String> lines, Output output) {
        if (!lines.isEmpty()) {
            output.line("");
            output.line("%s", title);
            lines.forEach(line -> output.line("  %s", line));
        }
    }

    /** A long name has a line of its own, and a long list several. */
    private static void addTo(List<List<String>> rows, ModelReview.ReviewedTable table) {
        List<String> names = wrapped(table.table(), TABLE);
        List<String> keys = wrapped(table.key(), KEY);
        List<String> references = table.references().stream()
                .flatMap(reference -> wrapped(reference, REFERENCES).stream())
                .toList();
        int lines =
                Stream.of(names, keys, references).mapToInt(List::size).max().orElse(1);
        for (int line = 0; line < lines; line++) {
            rows.add(List.of(
                    at(names, line),
                    line == 0 ? Output.count(table.rows()) : "",
                    at(keys, line),
                    at(references, line)));
        }
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "";
    }

    /** Breaks a text after a comma, a space or an underscore, and anywhere if there is none. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int end = width;
            while (end > 1 && " ,_".indexOf(rest.charAt(end - 1)) < 0) {
                end--;
            }
            end = end == 1 ? width : end;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
