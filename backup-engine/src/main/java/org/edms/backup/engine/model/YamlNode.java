package org.edms.backup.engine.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.model.Json;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A node of a YAML file with its line, for error messages. */
final class YamlNode {

    private static final ObjectMapper JSON = Json.newMapper();

    private static final int DEEPEST = 20;

    /** A model of ten thousand tables has fewer events. Each takes some 250 bytes. */
    private static final int MOST_EVENTS = 300_000;

    private final Node node;

    private YamlNode(Node node) {
        this.node = node;
    }

    static YamlNode parse(String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            options.setNestingDepthLimit(DEEPEST);
            Yaml yaml = new Yaml(new SafeConstructor(options));
            refuseEndless(yaml, text);
            Node root = yaml.compose(new StringReader(text));
            if (root == null) {
                throw new BackupException(ErrorCode.MODEL_INVALID, "the file is empty");
            }
            return new YamlNode(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new BackupException(ErrorCode.MODEL_INVALID, "line " + line + ": " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new BackupException(ErrorCode.MODEL_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Rejects values that contain themselves, which are infinite, and values with millions of parts, which do not fit in memory.
     */
    private static void refuseEndless(Yaml yaml, String text) {
        int events = 0;
        for (Event event : yaml.parse(new StringReader(text))) {
            events++;
            if (events > MOST_EVENTS) {
                throw new BackupException(
                        ErrorCode.MODEL_INVALID, "more than %,d names and values".formatted(MOST_EVENTS));
            }
            if (event instanceof NodeEvent node && node.getAnchor() != null) {
                throw new BackupException(
                        ErrorCode.MODEL_INVALID,
                        "line %d: anchors and aliases (&, *) are not allowed"
                                .formatted(event.getStartMark().getLine() + 1));
            }
        }
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    BackupException wrong(String why) {
        return new BackupException(ErrorCode.MODEL_INVALID, "line " + line() + ": " + why);
    }

    /** @param known the allowed keys */
    Map<String, YamlNode> map(Set<String> known) {
        Map<String, YamlNode> map = map();
        map.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.wrong("\"" + key + "\" is not one of "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        });
        return map;
    }

    Map<String, YamlNode> map() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("names with values are expected");
        }
        Map<String, YamlNode> map = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(tuple.getKeyNode());
            if (map.put(key.text(), new YamlNode(tuple.getValueNode())) != null) {
                throw key.wrong("\"" + key.text() + "\" appears twice");
            }
        }
        return map;
    }

    List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("a list is expected");
        }
        return sequence.getValue().stream().map(YamlNode::new).toList();
    }

    List<String> texts() {
        return list().stream().map(YamlNode::text).toList();
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    /** Returns whether the value is empty or {@code ~}. */
    boolean isNull() {
        return Tag.NULL.equals(node.getTag());
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong("a value is expected");
        }
        return scalar.getValue();
    }

    boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("expected true or false, not \"" + text() + "\"");
        };
    }

    /** Returns a scalar as it is, and any other value as JSON. */
    String json() {
        if (node instanceof ScalarNode) {
            return text();
        }
        try {
            return JSON.writeValueAsString(plain());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Plain values can be written", e);
        }
    }

    private Object plain() {
        if (node instanceof SequenceNode) {
            return list().stream().map(YamlNode::plain).toList();
        }
        if (node instanceof MappingNode) {
            Map<String, Object> values = new LinkedHashMap<>();
            map().forEach((name, value) -> values.put(name, value.plain()));
            return values;
        }
        return Tag.BOOL.equals(node.getTag()) ? (Object) flag() : text();
    }
}
