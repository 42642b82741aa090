package org.edms.backup.engine.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Replaces ids in the text of a JSON document. All other characters stay, such as spaces and the digits of numbers. */
final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String NULL = "null";

    private final String text;
    private final JsonPattern pattern;
    private final StringBuilder replaced = new StringBuilder();
    private final Deque<Level> levels = new ArrayDeque<>();
    private int copied;

    /** An object or array that contains the current value. */
    private static final class Level {
        private final boolean array;
        private final Set<String> writtenNames = new HashSet<>();
        private String name;
        private int index = -1;

        private Level(boolean array) {
            this.array = array;
        }

        private String step() {
            return array ? "[" + index + "]" : name;
        }
    }

    JsonText(String text, JsonPattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    String replace(UnaryOperator<String> ids) throws UnreadableValueException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new UnreadableValueException("it is not JSON: it is empty");
            }
            for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
                visit(token, parser, ids);
            }
        } catch (IOException e) {
            throw new UnreadableValueException("it is not JSON", e);
        }
        return replaced.append(text, copied, text.length()).toString();
    }

    private void visit(JsonToken token, JsonParser parser, UnaryOperator<String> ids)
            throws IOException, UnreadableValueException {
        if (token == JsonToken.FIELD_NAME) {
            levels.peek().name = parser.currentName();
            visitName(parser, ids);
            return;
        }
        if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
            levels.pop();
            return;
        }
        if (!levels.isEmpty() && levels.peek().array) {
            levels.peek().index++;
        }
        boolean selected = !pattern.names() && pattern.selects(place());
        if (token.isStructStart()) {
            if (selected) {
                throw new UnreadableValueException("%s is %s, not an id"
                        .formatted(described(), token == JsonToken.START_ARRAY ? "an array" : "an object"));
            }
            levels.push(new Level(token == JsonToken.START_ARRAY));
        } else if (selected) {
            visitValue(token, parser, ids);
        }
    }

    private void visitName(JsonParser parser, UnaryOperator<String> ids) throws UnreadableValueException {
        String name = levels.peek().name;
        String id = pattern.names() && pattern.selects(place()) ? ids.apply(name) : name;
        if (id == null) {
            throw new UnreadableValueException("the name of a member cannot be cleared: " + described());
        }
        if (!levels.peek().writtenNames.add(id)) {
            throw new UnreadableValueException("two members would have the name " + id);
        }
        if (!id.equals(name)) {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            splice(start, endOfString(start), '"' + escaped(id) + '"');
        }
    }

    private void visitValue(JsonToken token, JsonParser parser, UnaryOperator<String> ids)
            throws IOException, UnreadableValueException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            throw new UnreadableValueException(described() + " is " + parser.getText() + ", not an id");
        }
        boolean string = token == JsonToken.VALUE_STRING;
        String old = parser.getText();
        String id = old.isEmpty() ? old : ids.apply(old);
        if (old.equals(id)) {
            return;
        }
        String quoted = string ? '"' + escaped(String.valueOf(id)) + '"' : id;
        splice(start, string ? endOfString(start) : start + old.length(), id == null ? NULL : quoted);
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private int endOfString(int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private void splice(int start, int end, String written) {
        replaced.append(text, copied, start).append(written);
        copied = end;
    }

    private List<String> place() {
        List<String> place = new ArrayList<>();
        levels.descendingIterator().forEachRemaining(level -> place.add(level.step()));
        return place;
    }

    private String described() {
        return "$" + String.join(".", place());
    }
}
