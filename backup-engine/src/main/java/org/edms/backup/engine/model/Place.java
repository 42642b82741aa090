package org.edms.backup.engine.model;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Where in the value of a column ids are. A place is a codec: it reads the ids in a value, and writes the value with other ids and
 * nothing else changed.
 *
 * <p>Values and ids are in the text form of PostgreSQL.
 */
public sealed interface Place {

    /**
     * Replaces each id in a value.
     *
     * @param ids returns the id to write; null to clear it, which leaves NULL in an array or in JSON, and nothing in a list
     * @return the value with these ids; null if the whole value is cleared
     * @throws UnreadableValueException if the ids cannot be found or written
     */
    String replace(String value, UnaryOperator<String> ids) throws UnreadableValueException;

    /** Returns whether a value contains ids, or cannot be read. */
    default boolean mayContainIds(String value) {
        AtomicBoolean found = new AtomicBoolean();
        try {
            replace(value, id -> {
                found.set(true);
                return id;
            });
        } catch (UnreadableValueException e) {
            return true;
        }
        return found.get();
    }

    /** The whole value is an id. */
    record Whole() implements Place {
        @Override
        public String replace(String value, UnaryOperator<String> ids) {
            return value.isEmpty() ? value : ids.apply(value);
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** Each element of an array is an id. */
    record Element() implements Place {
        @Override
        public String replace(String value, UnaryOperator<String> ids) throws UnreadableValueException {
            return new ArrayText(value).replace(ids);
        }

        @Override
        public String toString() {
            return "[*]";
        }
    }

    /**
     * The values in a JSON document that a path selects.
     *
     * @param path such as {@code $.rows[*].owner}; {@code *} is any member or element, {@code **} any depth, and a final {@code ~}
     *     means the names of the members instead of their values
     */
    record JsonPath(String path) implements Place {

        public JsonPath {
            JsonPattern.parse(path);
        }

        @Override
        public String replace(String value, UnaryOperator<String> ids) throws UnreadableValueException {
            return new JsonText(value, JsonPattern.parse(path)).replace(ids);
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /** Each part of a text between separators is an id. Whitespace around an id stays. */
    record Delimited(String separator) implements Place {

        public Delimited {
            if (separator.isEmpty()) {
                throw new IllegalArgumentException("a separator has at least one character");
            }
        }

        @Override
        public String replace(String value, UnaryOperator<String> ids) {
            return DelimitedText.replace(value, separator, ids);
        }

        @Override
        public String toString() {
            return "by \"" + separator + "\"";
        }
    }

    /**
     * A text that contains an id.
     *
     * @param template the text with <code>{id}</code> in the place of the id, or <code>{id:07}</code> if zeros pad it to seven
     *     digits, and <code>{*}</code> for any text
     * @param anywhere whether the template can occur in a longer text, any number of times; otherwise it is the whole text
     */
    record Template(String template, boolean anywhere) implements Place {

        public Template {
            TemplatePattern.parse(template);
        }

        @Override
        public String replace(String value, UnaryOperator<String> ids) throws UnreadableValueException {
            return TemplatePattern.parse(template).replace(value, anywhere, ids);
        }

        @Override
        public String toString() {
            return (anywhere ? "within \"" : "\"") + template + "\"";
        }
    }
}
