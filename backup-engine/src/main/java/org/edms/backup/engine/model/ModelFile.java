package org.edms.backup.engine.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.edms.backup.model.error.BackupException;

/** Reads {@code edms-model.yaml}. */
public final class ModelFile {

    private static final String FIRST_FORMAT = "edms-model/1";
    private static final String FORMAT = "edms-model/2";
    private static final String SYSTEM = "for";

    private static final Set<String> PARTS =
            Set.of("format", "for", "schema", "fileRoots", "genericTypes", "groups", "leaveOut", "tables", "fixtures");
    private static final Set<String> OF_A_SYSTEM = Set.of("name", "tables", "columns", "without");
    private static final Set<String> OF_A_TABLE = Set.of(
            "key",
            "nulls",
            "unguarded",
            "critical",
            "sensitive",
            "stub",
            "files",
            "genericReferences",
            "references",
            "json",
            "onNull",
            "changedAt");
    private static final Set<String> OF_A_TABLE_SINCE_2 = Set.of("references", "json", "nulls");
    private static final Set<String> OF_GENERIC_TYPES = Set.of("table", "label", "tables");
    private static final Set<String> OF_A_GENERIC_REFERENCE = Set.of("type", "id");
    private static final String CONTENT = "content";
    private static final String SINGLE = "single";
    private static final String EQUAL = "equal";
    private static final Set<String> OF_A_FILE =
            Set.of("root", "path", "size", "sha256", "onConflict", "template", "id");

    private ModelFile() {}

    /**
     * Reads the model that the user named.
     *
     * @param file a file, or the name of the system of a shipped model
     */
    public static EdmsModel read(Path file) throws IOException {
        if (!Files.exists(file)) {
            Optional<EdmsModel> shipped = ShippedModels.find(file.toString());
            if (shipped.isPresent()) {
                return shipped.get().from(EdmsModel.Origin.NAMED);
            }
        }
        return parse(Files.readString(file));
    }

    public static EdmsModel parse(String text) {
        YamlNode root = YamlNode.parse(text);
        Map<String, YamlNode> parts = root.map(PARTS);
        YamlNode format = parts.get("format");
        if (format == null || !Set.of(FIRST_FORMAT, FORMAT).contains(format.text())) {
            throw (format == null ? root : format).wrong("\"format: " + FORMAT + "\" is expected");
        }
        boolean first = format.text().equals(FIRST_FORMAT);
        if (first && parts.containsKey(SYSTEM)) {
            throw needsSecondFormat(SYSTEM, parts.get(SYSTEM));
        }
        Map<String, String> prefixes = new HashMap<>();
        if (parts.containsKey("fileRoots")) {
            parts.get("fileRoots").map().forEach((name, fileRoot) -> {
                YamlNode prefix = fileRoot.map(Set.of("prefix")).get("prefix");
                prefixes.put(name, prefix == null ? "" : prefix.text());
            });
        }
        Map<String, List<String>> groups = new HashMap<>();
        if (parts.containsKey("groups")) {
            parts.get("groups").map().forEach((name, tables) -> groups.put(name, tables.texts()));
        }
        Map<String, TableModel> tables = new HashMap<>();
        if (parts.containsKey("tables")) {
            parts.get("tables")
                    .map()
                    .forEach((name, table) -> tables.put(name, table(table, prefixes.keySet(), first)));
        }
        return new EdmsModel(
                text,
                parts.containsKey(SYSTEM) ? system(parts.get(SYSTEM)) : null,
                parts.containsKey("schema") ? parts.get("schema").text() : "public",
                prefixes,
                parts.containsKey("genericTypes") ? genericTypes(parts.get("genericTypes")) : null,
                groups,
                parts.containsKey("leaveOut") ? parts.get("leaveOut").texts() : List.of(),
                tables,
                parts.containsKey("fixtures") ? FixtureSection.parse(parts.get("fixtures")) : FixtureModel.none(),
                EdmsModel.Origin.NAMED);
    }

    private static BackupException needsSecondFormat(String name, YamlNode part) {
        return part.wrong("\"%s\" needs \"format: %s\"".formatted(name, FORMAT));
    }

    private static DescribedSystem system(YamlNode node) {
        Map<String, YamlNode> parts = node.map(OF_A_SYSTEM);
        if (!parts.containsKey("name") || !parts.containsKey("tables")) {
            throw node.wrong("\"name\" names the system, and \"tables\" the tables by which it is recognised");
        }
        return new DescribedSystem(
                parts.get("name").text(),
                parts.get("tables").texts(),
                list(parts.get("columns"), ModelFile::qualifiedColumn),
                list(parts.get("without"), ModelFile::qualifiedColumn));
    }

    private static String qualifiedColumn(YamlNode node) {
        String column = node.text();
        if (column.indexOf('.') < 1 || column.endsWith(".")) {
            throw node.wrong("expected TABLE.COLUMN, not \"" + column + "\"");
        }
        return column;
    }

    private static EdmsModel.GenericTypes genericTypes(YamlNode node) {
        Map<String, YamlNode> parts = node.map(OF_GENERIC_TYPES);
        for (String part : OF_GENERIC_TYPES) {
            if (!parts.containsKey(part)) {
                throw node.wrong("\"" + part + "\" is missing");
            }
        }
        return new EdmsModel.GenericTypes(
                parts.get("table").text(), parts.get("label").texts(), values(parts.get("tables"), YamlNode::text));
    }

    private static TableModel table(YamlNode node, Set<String> roots, boolean first) {
        Map<String, YamlNode> parts = node.map(OF_A_TABLE);
        parts.forEach((name, part) -> {
            if (first && OF_A_TABLE_SINCE_2.contains(name)) {
                throw needsSecondFormat(name, part);
            }
        });
        ReferenceSection references = new ReferenceSection(parts.get("references"), parts.get("json"));
        YamlNode key = parts.get("key");
        String word = key != null && key.isText() ? key.text() : null;
        if (word != null && !word.equals(CONTENT) && (first || !word.equals(SINGLE))) {
            throw key.wrong("a list of columns is expected, or \"%s\" or \"%s\"".formatted(CONTENT, SINGLE));
        }
        List<String> columns = key == null || word != null ? List.of() : key.texts();
        return new TableModel(
                columns,
                CONTENT.equals(word),
                SINGLE.equals(word),
                nullsEqual(parts.get("nulls"), columns),
                flag(parts.get("unguarded")),
                flag(parts.get("critical")),
                values(parts.get("sensitive"), YamlNode::json),
                parts.containsKey("stub") ? values(parts.get("stub"), YamlNode::json) : null,
                list(parts.get("files"), file -> fileColumns(file, roots)).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                list(parts.get("files"), file -> filesById(file, roots)).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                list(parts.get("genericReferences"), ModelFile::genericReference),
                references.references(),
                references.dismissed(),
                values(parts.get("onNull"), YamlNode::json),
                text(parts.get("changedAt")));
    }

    private static boolean nullsEqual(YamlNode node, List<String> key) {
        if (node == null) {
            return false;
        }
        if (key.isEmpty() || !node.text().equals(EQUAL)) {
            throw node.wrong("\"nulls: %s\" is expected, with a list of columns as the key".formatted(EQUAL));
        }
        return true;
    }

    private static boolean flag(YamlNode node) {
        return node != null && node.flag();
    }

    private static <T> List<T> list(YamlNode node, Function<YamlNode, T> each) {
        return node == null ? List.of() : node.list().stream().map(each).toList();
    }

    private static Map<String, String> values(YamlNode node, Function<YamlNode, String> each) {
        Map<String, String> values = new HashMap<>();
        if (node != null) {
            node.map().forEach((name, value) -> values.put(name, each.apply(value)));
        }
        return values;
    }

    private static TableModel.GenericReference genericReference(YamlNode node) {
        Map<String, YamlNode> parts = node.map(OF_A_GENERIC_REFERENCE);
        if (parts.size() < OF_A_GENERIC_REFERENCE.size()) {
            throw node.wrong("\"type\" and \"id\" name the columns");
        }
        return new TableModel.GenericReference(
                parts.get("type").text(), parts.get("id").text());
    }

    private static Optional<TableModel.FileColumns> fileColumns(YamlNode node, Set<String> roots) {
        Map<String, YamlNode> parts = partsOfFile(node, roots);
        return parts.containsKey("template")
                ? Optional.empty()
                : Optional.of(new TableModel.FileColumns(
                        parts.get("root").text(),
                        parts.get("path").text(),
                        text(parts.get("size")),
                        text(parts.get("sha256")),
                        onConflict(parts.get("onConflict"))));
    }

    private static Optional<TableModel.FilesById> filesById(YamlNode node, Set<String> roots) {
        Map<String, YamlNode> parts = partsOfFile(node, roots);
        YamlNode template = parts.get("template");
        if (template == null) {
            return Optional.empty();
        }
        try {
            Place.Template name = new Place.Template(template.text(), false);
            return Optional.of(new TableModel.FilesById(parts.get("root").text(), name, text(parts.get("id"))));
        } catch (IllegalArgumentException e) {
            throw template.wrong(e.getMessage());
        }
    }

    private static Map<String, YamlNode> partsOfFile(YamlNode node, Set<String> roots) {
        Map<String, YamlNode> parts = node.map(OF_A_FILE);
        YamlNode root = parts.get("root");
        if (root == null || !roots.contains(root.text())) {
            throw node.wrong("\"root\" names one of fileRoots");
        }
        if (parts.containsKey("path") == parts.containsKey("template")) {
            throw node.wrong(
                    "\"path\" names the column that holds the path, or \"template\" says how the files are named");
        }
        Set<String> others = parts.containsKey("path") ? Set.of("id") : Set.of("size", "sha256", "onConflict");
        others.stream().filter(parts::containsKey).findFirst().ifPresent(other -> {
            throw node.wrong(
                    "\"%s\" does not go with \"%s\"".formatted(other, parts.containsKey("path") ? "path" : "template"));
        });
        return parts;
    }

    private static TableModel.FileColumns.OnConflict onConflict(YamlNode node) {
        if (node == null || node.text().equals("fail")) {
            return TableModel.FileColumns.OnConflict.FAIL;
        }
        if (node.text().equals("rename")) {
            return TableModel.FileColumns.OnConflict.RENAME;
        }
        throw node.wrong("\"onConflict\" is fail or rename");
    }

    private static String text(YamlNode node) {
        return node == null ? null : node.text();
    }
}
