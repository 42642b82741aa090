package org.edms.backup.engine.references;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the numbers and texts in JSON, each with its path. Elements of an array share a path. */
final class JsonIds {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    /** Names that no path can contain. */
    private static final Pattern UNUSUAL = Pattern.compile("[\"\\\\\\p{Cntrl}]");

    private static final int MANY_NAMES = 50;
    /** The end of a path to the names of members instead of their values. */
    static final String NAMES = ".*~";

    private static final String NAME_OF_AN_ID = "id";
    private static final String EACH = "[*]";

    /** Receives a value. */
    @FunctionalInterface
    interface Visitor {
        /** @param names the names of the objects around the value, outermost first */
        void value(String path, List<String> names, String value);
    }

    private JsonIds() {}

    static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static void visit(JsonNode node, Visitor visitor) {
        visit(node, "$", List.of(), visitor);
    }

    private static void visit(JsonNode node, String path, List<String> names, Visitor visitor) {
        if (node.isArray()) {
            node.forEach(element -> visit(element, path + EACH, names, visitor));
        } else if (node.isObject()) {
            boolean dictionary = isDictionary(node);
            if (dictionary) {
                visitNames(node, path, names, visitor);
            }
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!dictionary && UNUSUAL.matcher(field.getKey()).find()) {
                    continue;
                }
                List<String> inner = new ArrayList<>(names);
                if (!dictionary) {
                    inner.add(field.getKey());
                }
                visit(field.getValue(), path + "." + (dictionary ? "*" : quoted(field.getKey())), inner, visitor);
            }
        } else if (node.isIntegralNumber() || node.isTextual()) {
            visitor.value(path, names, node.asText());
        }
    }

    private static void visitNames(JsonNode node, String path, List<String> names, Visitor visitor) {
        List<String> inner = new ArrayList<>(names);
        inner.add(NAME_OF_AN_ID);
        node.fieldNames().forEachRemaining(name -> visitor.value(path + NAMES, inner, name));
    }

    /** Whether the names in an object are data: ids, or very many. */
    private static boolean isDictionary(JsonNode object) {
        if (object.size() > MANY_NAMES) {
            return true;
        }
        boolean ids = object.size() > 0;
        for (Iterator<String> names = object.fieldNames(); names.hasNext() && ids; ) {
            ids = IdKind.isId(names.next());
        }
        return ids;
    }

    private static String quoted(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : '"' + name + '"';
    }
}
