package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the parts {@code files} and {@code fileKeys} of a table. */
final class FileSection {

    private static final List<String> DIGESTS =
            Arrays.stream(DigestAlgorithm.values()).map(DigestAlgorithm::part).toList();
    private static final Set<String> PARTS_WITH_PATH = with(DIGESTS, "size", "onConflict");
    private static final Set<String> PARTS_WITH_TEMPLATE = Set.of("id");
    private static final Set<String> PARTS = with(PARTS_WITH_PATH, "root", "path", "template", "id");

    private final Set<String> roots;
    private final List<TableModel.FileColumns> byColumns = new ArrayList<>();
    private final List<TableModel.FilesById> byId = new ArrayList<>();

    private FileSection(Set<String> roots) {
        this.roots = roots;
    }

    /**
     * @param table the parts of the table
     * @param roots the names of the file roots
     */
    static TableModel.Files parse(YamlParts table, Set<String> roots) {
        FileSection section = new FileSection(roots);
        if (table.has("files")) {
            table.get("files").list().forEach(section::read);
        }
        List<String> keys = table.texts("fileKeys");
        keys.stream()
                .filter(table.values("sensitive", YamlNode::json)::containsKey)
                .findFirst()
                .ifPresent(column -> {
                    throw table.get("fileKeys")
                            .wrong("%s is also sensitive: an export would blank the key, and no file could be read"
                                    .formatted(column));
                });
        return new TableModel.Files(section.byColumns, section.byId, keys);
    }

    private void read(YamlNode node) {
        YamlParts parts = new YamlParts(node, PARTS);
        if (!parts.has("root") || !roots.contains(parts.text("root"))) {
            throw parts.wrong("\"root\" names one of fileRoots");
        }
        if (parts.has("path") == parts.has("template")) {
            throw parts.wrong(
                    "\"path\" names the column that holds the path, or \"template\" says how the files are named");
        }
        if (parts.has("path")) {
            refuse(parts, PARTS_WITH_TEMPLATE, "path");
            byColumns.add(new TableModel.FileColumns(
                    parts.text("root"),
                    parts.text("path"),
                    parts.text("size"),
                    digest(parts),
                    parts.constant("onConflict", TableModel.FileColumns.OnConflict.class)));
        } else {
            refuse(parts, PARTS_WITH_PATH, "template");
            byId.add(new TableModel.FilesById(parts.text("root"), template(parts.get("template")), parts.text("id")));
        }
    }

    private static Set<String> with(Collection<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static TableModel.DigestColumn digest(YamlParts parts) {
        List<TableModel.DigestColumn> digests = Arrays.stream(DigestAlgorithm.values())
                .filter(algorithm -> parts.has(algorithm.part()))
                .map(algorithm -> new TableModel.DigestColumn(algorithm, parts.text(algorithm.part())))
                .toList();
        if (digests.size() > 1) {
            throw parts.wrong("a file has one of " + String.join(", ", DIGESTS));
        }
        return digests.isEmpty() ? null : digests.get(0);
    }

    private static void refuse(YamlParts parts, Set<String> others, String with) {
        others.stream().filter(parts::has).findFirst().ifPresent(other -> {
            throw parts.wrong("\"%s\" does not go with \"%s\"".formatted(other, with));
        });
    }

    private static Place.Template template(YamlNode node) {
        try {
            return new Place.Template(node.text(), false);
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage());
        }
    }
}
