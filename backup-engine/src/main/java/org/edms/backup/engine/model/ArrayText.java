package org.edms.backup.engine.model;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** An array in the text form of PostgreSQL, such as <code>{1,NULL,"a b"}</code>. */
final class ArrayText {

    private static final String NULL = "NULL";
    private static final Pattern PLAIN = Pattern.compile("[^{}\",\\\\\\s]+");

    private final String text;
    private final StringBuilder replaced = new StringBuilder();
    private int at;

    ArrayText(String text) {
        this.text = text;
    }

    String replace(UnaryOperator<String> ids) throws UnreadableValueException {
        at = text.indexOf('{');
        if (at < 0) {
            throw new UnreadableValueException("it is not an array");
        }
        replaced.append(text, 0, at);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '{' || c == '}' || c == ',') {
                replaced.append(c);
                at++;
            } else {
                replaceElement(ids);
            }
        }
        return replaced.toString();
    }

    private void replaceElement(UnaryOperator<String> ids) throws UnreadableValueException {
        int start = at;
        boolean quoted = text.charAt(at) == '"';
        String element = quoted ? quotedElement() : plainElement();
        if (!quoted && element.equals(NULL)) {
            replaced.append(element);
            return;
        }
        String id = ids.apply(element);
        if (element.equals(id)) {
            replaced.append(text, start, at);
        } else {
            replaced.append(id == null ? NULL : written(id));
        }
    }

    private String plainElement() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '}') {
            at++;
        }
        return text.substring(start, at);
    }

    private String quotedElement() throws UnreadableValueException {
        StringBuilder element = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at < text.length()) {
                element.append(text.charAt(at++));
            }
        }
        if (at >= text.length()) {
            throw new UnreadableValueException("it is not an array");
        }
        at++;
        return element.toString();
    }

    private static String written(String id) {
        boolean plain =
                PLAIN.matcher(id).matches() && !id.toUpperCase(Locale.ROOT).equals(NULL);
        return plain ? id : '"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
