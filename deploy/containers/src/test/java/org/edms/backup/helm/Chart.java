package org.edms.backup.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chart, rendered by Helm. */
public final class Chart {

    static final Path DIRECTORY =
            Path.of("..", "helm", "edms-backup").toAbsolutePath().normalize();

    private static final String OLDEST_KUBERNETES = "1.27.0";
    private static final YAMLMapper YAML = new YAMLMapper();

    private Chart() {}

    /** The objects of a release that is called "suite", in the namespace "edms". Later values take precedence. */
    public static List<ObjectNode> render(String... values) {
        TemplateCommand command = new Helm(DIRECTORY)
                .template()
                .withName("suite")
                .withNamespace("edms")
                .withKubeVersion(OLDEST_KUBERNETES);
        List<Path> files = Stream.of(values).map(Chart::write).toList();
        files.forEach(command::withValuesFile);
        try {
            return parse(command.call());
        } finally {
            files.forEach(file -> file.toFile().delete());
        }
    }

    private static Path write(String values) {
        try {
            return Files.writeString(Files.createTempFile("values", ".yaml"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectNode> parse(String manifests) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(manifests)) {
            return documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(ObjectNode.class::cast)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(manifests, e);
        }
    }

    static JsonNode read(String file) {
        try {
            return YAML.readTree(DIRECTORY.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
