package org.edms.backup.engine.model;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template for texts that contain an id.
 *
 * @param digits the number of digits that zeros pad the id to; 0 if they do not
 */
record TemplatePattern(String template, Pattern pattern, int digits) {

    private static final Pattern PART = Pattern.compile("\\{([^}]*)}");
    private static final Pattern PADDED = Pattern.compile("id:0([1-9][0-9]?)");
    private static final String ANY = "*";
    private static final String ID = "id";

    /** @throws IllegalArgumentException if the template does not contain exactly one id */
    static TemplatePattern parse(String template) {
        StringBuilder regex = new StringBuilder();
        Matcher part = PART.matcher(template);
        int copied = 0;
        int ids = 0;
        int digits = 0;
        while (part.find()) {
            regex.append(Pattern.quote(template.substring(copied, part.start())));
            copied = part.end();
            Matcher padded = PADDED.matcher(part.group(1));
            if (part.group(1).equals(ANY)) {
                regex.append(".*?");
                continue;
            }
            ids++;
            if (padded.matches()) {
                digits = Integer.parseInt(padded.group(1));
                regex.append("([0-9]{").append(digits).append(",})");
            } else if (part.group(1).equals(ID)) {
                regex.append("([0-9A-Za-z_-]+)");
            } else {
                throw new IllegalArgumentException("a template contains {id}, {id:07} or {*}, not " + part.group());
            }
        }
        regex.append(Pattern.quote(template.substring(copied)));
        if (ids != 1) {
            throw new IllegalArgumentException("a template contains {id} once: " + template);
        }
        return new TemplatePattern(template, Pattern.compile(regex.toString(), Pattern.DOTALL), digits);
    }

    String replace(String value, boolean anywhere, UnaryOperator<String> ids) throws UnreadableValueException {
        Matcher matcher = pattern.matcher(value);
        if (!anywhere) {
            if (value.isEmpty()) {
                return value;
            }
            if (!matcher.matches()) {
                throw new UnreadableValueException("it does not match the template " + template);
            }
            String id = ids.apply(unpadded(matcher.group(1)));
            return id == null
                    ? null
                    : value.substring(0, matcher.start(1)) + padded(id) + value.substring(matcher.end(1));
        }
        StringBuilder replaced = new StringBuilder();
        int copied = 0;
        while (matcher.find()) {
            String id = ids.apply(unpadded(matcher.group(1)));
            replaced.append(value, copied, matcher.start(1)).append(id == null ? "" : padded(id));
            copied = matcher.end(1);
        }
        return replaced.append(value.substring(copied)).toString();
    }

    private String unpadded(String id) {
        return digits == 0 ? id : id.replaceFirst("^0+(?=.)", "");
    }

    private String padded(String id) {
        return "0".repeat(Math.max(0, digits - id.length())) + id;
    }
}
