package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;

/** A part of a natural key as text: a value, the key of another row, or nothing. */
final class KeyPart {

    static final String NOTHING = "~";

    private static final char VALUE = '=';
    private static final char ROW = '#';

    private KeyPart() {}

    static String of(JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode() ? NOTHING : VALUE + value.asText();
    }

    static String ofRow(long key) {
        return ROW + Long.toString(key);
    }

    /** The value that a column holds; null for nothing. */
    static String text(String part, PrimaryKeys keys) {
        if (part.equals(NOTHING)) {
            return null;
        }
        String content = part.substring(1);
        return part.charAt(0) == VALUE ? content : keys.text(Long.parseLong(content));
    }
}
