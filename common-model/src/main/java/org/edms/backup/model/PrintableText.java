package org.edms.backup.model;

/** Escapes untrusted text for logs, mails and the audit trail, so it cannot start a line, move a cursor or reverse text. */
public final class PrintableText {

    private PrintableText() {}

    /** Whether escaping leaves the text unchanged. */
    public static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(PrintableText::isControl);
    }

    /** @return the text with control characters written as in Java, such as {@code \n} and {@code \u001b}; null for null */
    public static String escape(String text) {
        if (text == null || isPrintable(text)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> append(escaped, each));
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int each) {
        if (!isControl(each)) {
            escaped.appendCodePoint(each);
            return;
        }
        switch (each) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> escaped.append("\\u%04x".formatted(each));
        }
    }

    /** Control characters, line and paragraph separators, invisible formatting such as bidirectional overrides, unpaired surrogates. */
    private static boolean isControl(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
