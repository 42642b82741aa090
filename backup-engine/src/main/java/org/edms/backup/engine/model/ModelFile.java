package org.edms.backup.engine.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.model.error.BackupException;

/** Reads {@code edms-model.yaml}. */
public final class ModelFile {

    private static final String FIRST_FORMAT = "edms-model/1";
    private static final String FORMAT = "edms-model/2";
    private static final String SYSTEM = "for";

    private static final Set<String> PARTS = Set.of(
            "format",
            "for",
            "schema",
            "fileRoots",
            "genericTypes",
            "groups",
            "leaveOut",
            "caches",
            "tables",
            "fixtures");
    private static final Set<String> OF_A_FILE_ROOT = Set.of("prefix");
    private static final Set<String> OF_A_SYSTEM = Set.of("name", "tables", "columns", "without");
    private static final Set<String> OF_GENERIC_TYPES = Set.of("table", "label", "tables");

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
        YamlParts parts = new YamlParts(YamlNode.parse(text), PARTS);
        YamlNode format = parts.required("format", "\"format: " + FORMAT + "\" is expected");
        if (!Set.of(FIRST_FORMAT, FORMAT).contains(format.text())) {
            throw format.wrong("\"format: " + FORMAT + "\" is expected");
        }
        boolean first = format.text().equals(FIRST_FORMAT);
        for (String part : List.of(SYSTEM, "caches")) {
            if (first && parts.has(part)) {
                throw needsSecondFormat(part, parts.get(part));
            }
        }
        Map<String, String> prefixes = parts.values("fileRoots", ModelFile::prefix);
        return new EdmsModel(
                text,
                parts.has(SYSTEM) ? system(parts.get(SYSTEM)) : null,
                parts.has("schema") ? parts.text("schema") : "public",
                prefixes,
                parts.has("genericTypes") ? genericTypes(parts.get("genericTypes")) : null,
                parts.values("groups", YamlNode::texts),
                parts.texts("leaveOut"),
                parts.texts("caches"),
                parts.values("tables", table -> TableSection.parse(table, prefixes.keySet(), first)),
                parts.has("fixtures") ? FixtureSection.parse(parts.get("fixtures")) : FixtureModel.none(),
                EdmsModel.Origin.NAMED);
    }

    static BackupException needsSecondFormat(String name, YamlNode part) {
        return part.wrong("\"%s\" needs \"format: %s\"".formatted(name, FORMAT));
    }

    private static String prefix(YamlNode fileRoot) {
        String prefix = new YamlParts(fileRoot, OF_A_FILE_ROOT).text("prefix");
        return prefix == null ? "" : prefix;
    }

    private static DescribedSystem system(YamlNode node) {
        YamlParts parts = new YamlParts(node, OF_A_SYSTEM);
        if (!parts.has("name") || !parts.has("tables")) {
            throw parts.wrong("\"name\" names the system, and \"tables\" the tables by which it is recognised");
        }
        return new DescribedSystem(
                parts.text("name"),
                parts.texts("tables"),
                parts.list("columns", ModelFile::qualifiedColumn),
                parts.list("without", ModelFile::qualifiedColumn));
    }

    private static String qualifiedColumn(YamlNode node) {
        String column = node.text();
        if (column.indexOf('.') < 1 || column.endsWith(".")) {
            throw node.wrong("expected TABLE.COLUMN, not \"" + column + "\"");
        }
        return column;
    }

    private static EdmsModel.GenericTypes genericTypes(YamlNode node) {
        YamlParts parts = new YamlParts(node, OF_GENERIC_TYPES);
        OF_GENERIC_TYPES.forEach(part -> parts.required(part, "\"" + part + "\" is missing"));
        return new EdmsModel.GenericTypes(
                parts.text("table"), parts.texts("label"), parts.values("tables", YamlNode::text));
    }
}
