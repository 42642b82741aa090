package org.edms.backup.engine.legacy.rows;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes values in the text format of {@code COPY}, as the server writes it. */
public final class CopyText {

    private static final String NULL = "\\N";

    private CopyText() {}

    /**
     * Returns a row, including its line break.
     *
     * @param values null for NULL
     * @throws CharacterCodingException for an incomplete character, which no database contains
     */
    public static byte[] line(List<String> values) throws CharacterCodingException {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < values.size(); column++) {
            if (column > 0) {
                line.append('\t');
            }
            append(line, values.get(column));
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(line.append('\n')));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static void append(StringBuilder line, String value) {
        if (value == null) {
            line.append(NULL);
            return;
        }
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            switch (character) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\b' -> line.append("\\b");
                case '\f' -> line.append("\\f");
                case '\u000B' -> line.append("\\v");
                default -> line.append(character);
            }
        }
    }
}
