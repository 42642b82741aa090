package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Ids between separators. */
final class DelimitedText {

    private DelimitedText() {}

    static String replace(String value, String separator, UnaryOperator<String> ids) {
        List<String> parts = new ArrayList<>();
        for (String part : value.split(Pattern.quote(separator), -1)) {
            String id = part.strip();
            String written = id.isEmpty() ? id : ids.apply(id);
            if (written != null) {
                int start = part.indexOf(id);
                parts.add(part.substring(0, start) + written + part.substring(start + id.length()));
            }
        }
        return String.join(separator, parts);
    }
}
