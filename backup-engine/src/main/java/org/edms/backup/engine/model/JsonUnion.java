package org.edms.backup.engine.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A list in the JSON documents of a column, of which a matched row keeps the elements of package and target: rows of both systems
 * may name them.
 *
 * @param path the names of the members that lead to the list; empty if the document is the list
 * @param member the member by which elements of both lists are the same
 */
public record JsonUnion(String column, List<String> path, String member) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public JsonUnion {
        path = List.copyOf(path);
    }

    /** @throws IllegalArgumentException if the path can select more than one list */
    static JsonUnion parse(String column, String path, String member) {
        JsonPattern pattern = JsonPattern.parse(path);
        List<String> names = pattern.steps().stream()
                .filter(JsonPattern.Step.Named.class::isInstance)
                .map(step -> ((JsonPattern.Step.Named) step).name())
                .filter(name -> !name.startsWith("["))
                .toList();
        if (pattern.names() || names.size() < pattern.steps().size()) {
            throw new IllegalArgumentException("the path to a list that is united has only names of members: " + path);
        }
        return new JsonUnion(column, names, member);
    }

    /**
     * Returns what a document says apart from the list, in a form that is the same for the same content; nothing if that is all. A text
     * that is not JSON stays.
     */
    public String withoutList(String document) {
        try {
            JsonNode root = JSON.readTree(document);
            boolean isEmpty = path.isEmpty() ? root.isArray() : isEmptyWithout(root, path);
            return isEmpty || root.isNull() ? "" : JSON.writeValueAsString(JSON.treeToValue(root, Object.class));
        } catch (JsonProcessingException e) {
            return document;
        }
    }

    /** Removes the value at a path, and the objects that contain nothing else. */
    private static boolean isEmptyWithout(JsonNode node, List<String> path) {
        String name = path.get(0);
        if (node instanceof ObjectNode object
                && (path.size() == 1 || isEmptyWithout(object.path(name), path.subList(1, path.size())))) {
            object.remove(name);
        }
        return node.isMissingNode() || (node.isObject() && node.isEmpty());
    }

    @Override
    public String toString() {
        return "%s %s by %s".formatted(column, String.join(".", path), member);
    }
}
