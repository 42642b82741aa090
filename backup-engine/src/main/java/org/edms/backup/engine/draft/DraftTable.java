package org.edms.backup.engine.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entry of a table in a draft. */
final class DraftTable {

    private static final String OF_THE_TABLE = "    ";
    private static final String OF_A_PART = "      ";

    private final String name;
    private final String comment;
    private final List<DraftLine> head = new ArrayList<>();
    private final Map<String, List<DraftLine>> parts = new LinkedHashMap<>();

    DraftTable(String name, String comment) {
        this.name = name;
        this.comment = comment;
    }

    /** Adds a line of the table itself, such as its key. */
    void add(DraftLine line) {
        head.add(line);
    }

    /** Adds a line of a part, such as {@code references}. */
    void add(String part, DraftLine line) {
        parts.computeIfAbsent(part, any -> new ArrayList<>()).add(line);
    }

    /** @param lines the number of each line that can be commented out; this table's are added */
    void write(List<String> text, Map<Integer, DraftLine> lines) {
        boolean isEmpty = head.stream().noneMatch(DraftLine::isActive)
                && parts.values().stream().flatMap(List::stream).noneMatch(DraftLine::isActive);
        text.add("  %s:%s  # %s".formatted(DraftLine.name(name), isEmpty ? " {}" : "", comment));
        head.forEach(line -> write(line, OF_THE_TABLE, text, lines));
        parts.forEach((part, all) -> {
            boolean active = all.stream().anyMatch(DraftLine::isActive);
            text.add(OF_THE_TABLE + (active ? "" : "# ") + part + ":");
            all.forEach(line -> write(line, OF_A_PART, text, lines));
        });
    }

    private static void write(DraftLine line, String indent, List<String> text, Map<Integer, DraftLine> lines) {
        text.add(indent + line);
        if (line.isActive()) {
            lines.put(text.size(), line);
        }
    }
}
