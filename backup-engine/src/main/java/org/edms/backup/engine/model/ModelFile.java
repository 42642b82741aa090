package org.edms.backup.engine.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code edms-model.yaml}. */
public final class ModelFile {

    public static final String FORMAT = "edms-model/1";

    private static final Set<String> PARTS =
            Set.of("format", "schema", "fileRoots", "genericTypes", "groups", "leaveOut", "tables", "fixtures");
    private static final Set<String> OF_A_TABLE =
            Set.of("key", "unguarded", "critical", "sensitive", "stub", "files", "genericReferences", "onNull");
    private static final Set<String> OF_A_FILE = Set.of("root", "path", "size", "sha256");

    private ModelFile() {}

    public static EdmsModel parse(String text) {
        YamlNode root = YamlNode.parse(text);
        Map<String, YamlNode> parts = root.map(PARTS);
        YamlNode format = parts.get("format");
        if (format == null || !format.text().equals(FORMAT)) {
            throw (format == null ? root : format).wrong("\"format: " + FORMAT + "\" is expected");
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
            parts.get("tables").map().forEach((name, table) -> tables.put(name, table(table, prefixes.keySet())));
        }
        return new EdmsModel(
                text,
                parts.containsKey("schema") ? parts.get("schema").text() : "public",
                prefixes,
                groups,
                parts.containsKey("leaveOut") ? parts.get("leaveOut").texts() : List.of(),
                tables,
                parts.containsKey("fixtures") ? FixtureSection.parse(parts.get("fixtures")) : FixtureModel.none());
    }

    private static TableModel table(YamlNode node, Set<String> roots) {
        Map<String, YamlNode> parts = node.map(OF_A_TABLE);
        Map<String, String> sensitive = new HashMap<>();
        if (parts.containsKey("sensitive")) {
            parts.get("sensitive").map().forEach((column, value) -> sensitive.put(column, value.json()));
        }
        YamlNode key = parts.get("key");
        return new TableModel(
                key == null || key.isText() ? List.of() : key.texts(),
                parts.containsKey("critical") && parts.get("critical").flag(),
                sensitive,
                parts.containsKey("files")
                        ? parts.get("files").list().stream()
                                .map(file -> fileColumns(file, roots))
                                .toList()
                        : List.of());
    }

    private static TableModel.FileColumns fileColumns(YamlNode node, Set<String> roots) {
        Map<String, YamlNode> parts = node.map(OF_A_FILE);
        YamlNode root = parts.get("root");
        if (root == null || !roots.contains(root.text())) {
            throw node.wrong("\"root\" names one of fileRoots");
        }
        if (!parts.containsKey("path")) {
            throw node.wrong("\"path\" names the column that holds the path");
        }
        return new TableModel.FileColumns(
                root.text(), parts.get("path").text(), text(parts.get("size")), text(parts.get("sha256")));
    }

    private static String text(YamlNode node) {
        return node == null ? null : node.text();
    }
}
