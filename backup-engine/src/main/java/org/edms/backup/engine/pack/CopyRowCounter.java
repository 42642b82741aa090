package org.edms.backup.engine.pack;

/** Counts the rows of COPY text, and detects the marker {@code \.}, after which PostgreSQL would ignore the remaining rows. */
public final class CopyRowCounter {

    private long rows;
    private int inLine;
    private boolean escaped;
    private boolean marker;

    public void update(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte each = bytes[i];
            if (each == '\n') {
                rows++;
                inLine = 0;
            } else if (inLine < 2) {
                marker |= inLine == 1 && escaped && each == '.';
                escaped = each == '\\';
                inLine++;
            }
        }
    }

    /** @return the first problem found; null for none */
    public String objection(long expected) {
        if (marker) {
            return "contains an end-of-data marker (\\.) among its rows";
        }
        return rows == expected ? null : "has %d rows instead of %d".formatted(rows, expected);
    }
}
