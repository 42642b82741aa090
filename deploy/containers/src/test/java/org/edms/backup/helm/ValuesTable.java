package org.edms.backup.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of values for the README of the chart, from the comments in values.yaml: {@code # -- EXPLANATION}. */
final class ValuesTable {

    private static final Pattern COMMENT = Pattern.compile(" *# (-- )?(.*)");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]\\w*):.*");
    private static final int INDENT = 2;

    /** A value with its path, such as {@code image.tag}. */
    record Row(String path, String explanation, JsonNode value) {

        @Override
        public String toString() {
            return "| `%s` | `%s` | %s |"
                    .formatted(path, value.isTextual() ? '"' + value.asText() + '"' : value, explanation);
        }
    }

    private ValuesTable() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        StringBuilder explanation = new StringBuilder();
        for (String line : lines()) {
            Matcher comment = COMMENT.matcher(line);
            Matcher key = KEY.matcher(line);
            if (comment.matches()) {
                if (comment.group(1) != null || !explanation.isEmpty()) {
                    explanation.append(explanation.isEmpty() ? "" : " ").append(comment.group(2));
                }
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / INDENT) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                if (!explanation.isEmpty()) {
                    JsonNode value = Chart.read("values.yaml").at("/" + String.join("/", path));
                    rows.add(new Row(String.join(".", path), explanation.toString(), value));
                    explanation.setLength(0);
                }
            }
        }
        return rows;
    }

    static String text() {
        StringBuilder text = new StringBuilder("| value | default | explanation |\n|---|---|---|\n");
        rows().forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Chart.DIRECTORY.resolve("values.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
