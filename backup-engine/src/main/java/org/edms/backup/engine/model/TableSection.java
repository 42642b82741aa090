package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.edms.backup.model.restore.OnMatch;

/** Reads what a model says about one table. */
final class TableSection {

    private static final Set<String> PARTS = Set.of(
            "key",
            "nulls",
            "unguarded",
            "critical",
            "sensitive",
            "stub",
            "files",
            "fileKeys",
            "genericReferences",
            "references",
            "json",
            "onNull",
            "changedAt",
            "onMatch",
            "tree",
            "counts",
            "union");
    private static final Set<String> PARTS_OF_FORMAT_1 = Set.of(
            "key", "unguarded", "critical", "sensitive", "stub", "files", "genericReferences", "onNull", "changedAt");
    private static final Set<String> PARTS_OF_REFERENCED_KEY = Set.of("referencedBy", "by", "key", "else");
    private static final Set<String> PARTS_OF_COUNT = Set.of("table", "by");
    private static final String CONTENT = "content";
    private static final String SINGLE = "single";
    private static final String EQUAL = "equal";

    private final YamlParts parts;
    private final boolean first;

    private TableSection(YamlParts parts, boolean first) {
        this.parts = parts;
        this.first = first;
    }

    /**
     * @param roots the names of the file roots
     * @param first whether the model has the first format
     */
    static TableModel parse(YamlNode node, Set<String> roots, boolean first) {
        YamlParts parts = new YamlParts(node, PARTS);
        if (first) {
            parts.names().stream()
                    .filter(name -> !PARTS_OF_FORMAT_1.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw ModelFile.needsSecondFormat(name, parts.get(name));
                    });
        }
        return new TableModel(
                new TableSection(parts, first).key(),
                parts.flag("critical"),
                parts.values("sensitive", YamlNode::json),
                parts.has("stub") ? parts.values("stub", YamlNode::json) : null,
                FileSection.parse(parts, roots),
                ReferenceSection.parse(parts),
                parts.values("onNull", YamlNode::json),
                parts.text("changedAt"),
                onMatch(parts),
                TreeSection.parse(parts.get("tree")),
                parts.values("counts", TableSection::count),
                unions(parts));
    }

    private static TableModel.Count count(YamlNode node) {
        YamlParts parts = new YamlParts(node, PARTS_OF_COUNT);
        return new TableModel.Count(
                parts.required("table", "\"table\" names the table whose rows are counted")
                        .text(),
                parts.required("by", "\"by\" names the column of the other table with the reference")
                        .text());
    }

    private static List<JsonUnion> unions(YamlParts parts) {
        List<JsonUnion> unions = new ArrayList<>();
        parts.values("union", YamlNode::map)
                .forEach((column, paths) -> paths.forEach((path, member) -> {
                    try {
                        unions.add(JsonUnion.parse(column, path, member.text()));
                    } catch (IllegalArgumentException e) {
                        throw member.wrong(e.getMessage());
                    }
                }));
        return unions;
    }

    private static OnMatch onMatch(YamlParts parts) {
        OnMatch onMatch = parts.constant("onMatch", List.of(OnMatch.KEEP, OnMatch.UPDATE, OnMatch.NEWER));
        if (onMatch == OnMatch.NEWER && !parts.has("changedAt")) {
            throw parts.get("onMatch").wrong("\"onMatch: newer\" needs \"changedAt\"");
        }
        return onMatch;
    }

    private TableModel.Key key() {
        YamlNode key = parts.get("key");
        String word = key != null && key.isText() ? key.text() : null;
        if (word != null && !word.equals(CONTENT) && (first || !word.equals(SINGLE))) {
            throw key.wrong("a list of columns is expected, or \"%s\" or \"%s\"".formatted(CONTENT, SINGLE));
        }
        YamlParts referenced = key == null || first || key.isText() || key.isList()
                ? null
                : new YamlParts(key, PARTS_OF_REFERENCED_KEY);
        List<String> columns = referenced != null
                ? referenced
                        .required("else", "\"else\" names the columns that identify all other rows")
                        .texts()
                : ownColumns(word);
        return new TableModel.Key(
                columns,
                CONTENT.equals(word),
                SINGLE.equals(word),
                nullsEqual(columns),
                parts.flag("unguarded"),
                referenced == null ? null : referencedBy(referenced));
    }

    private List<String> ownColumns(String word) {
        return word == null ? parts.texts("key") : List.of();
    }

    private static TableModel.ReferencedBy referencedBy(YamlParts parts) {
        return new TableModel.ReferencedBy(
                parts.required("referencedBy", "\"referencedBy\" names a table").text(),
                parts.required("by", "\"by\" names the column of the other table with the reference")
                        .text(),
                parts.required("key", "\"key\" names the columns that identify the row with the reference")
                        .texts());
    }

    private boolean nullsEqual(List<String> key) {
        YamlNode nulls = parts.get("nulls");
        if (nulls != null && (key.isEmpty() || !nulls.text().equals(EQUAL))) {
            throw nulls.wrong("\"nulls: %s\" is expected, with a list of columns as the key".formatted(EQUAL));
        }
        return nulls != null;
    }
}
