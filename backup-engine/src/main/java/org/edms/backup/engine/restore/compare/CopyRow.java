package org.edms.backup.engine.restore.compare;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.edms.backup.engine.restore.merge.PlannedTable;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A row in the text format of COPY, read by the names of its columns. A column that the row does not have is NULL. */
final class CopyRow {

    private static final String ESCAPED = "bfnrtv";
    private static final String MEANT = "\b\f\n\r\t\u000b";

    private final Map<String, Integer> fields = new HashMap<>();
    private final Map<String, UnaryOperator<String>> views = new HashMap<>();
    private final boolean referencedOnly;
    private byte[] line = {};
    private int[] ends;
    private int start;

    /**
     * @param columns the columns that the row has
     * @param referencedOnly whether it is only the key of a row that others reference
     */
    CopyRow(PlannedTable table, List<String> columns, boolean referencedOnly) {
        table.meaning()
                .unions()
                .forEach(union -> views.merge(
                        union.column(), union::withoutList, (one, other) -> text -> other.apply(one.apply(text))));
        columns.forEach(column -> fields.put(column, fields.size()));
        this.referencedOnly = referencedOnly;
        this.ends = new int[columns.size()];
    }

    boolean isReferencedOnly() {
        return referencedOnly;
    }

    /** Sets the row: the bytes of a line, with or without its line break. */
    CopyRow set(byte[] bytes, int from, int to) {
        line = bytes;
        start = from;
        int end = to > from && bytes[to - 1] == '\n' ? to - 1 : to;
        Arrays.fill(ends, end);
        int field = 0;
        for (int i = from; i < end && field < ends.length - 1; i++) {
            if (bytes[i] == '\t') {
                ends[field++] = i;
            }
        }
        if (field < ends.length - 1) {
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT, "a row has %d of %d fields".formatted(field + 1, ends.length));
        }
        return this;
    }

    boolean isNull(String column) {
        Integer field = fields.get(column);
        return field == null || (length(field) == 2 && line[from(field)] == '\\' && line[from(field) + 1] == 'N');
    }

    void addTo(RowHash hash, String column) {
        if (views.containsKey(column)) {
            hash.add(isNull(column) ? "" : text(column));
        } else if (isNull(column)) {
            hash.addNull();
        } else {
            int field = fields.get(column);
            hash.add(line, from(field), length(field));
        }
    }

    /** The value as PostgreSQL writes it outside of COPY, without the lists that a merge unites; null for NULL. */
    String text(String column) {
        if (isNull(column)) {
            return null;
        }
        int field = fields.get(column);
        String escaped = new String(line, from(field), length(field), StandardCharsets.UTF_8);
        String text = escaped.indexOf('\\') < 0 ? escaped : unescaped(escaped);
        return views.getOrDefault(column, UnaryOperator.identity()).apply(text);
    }

    private static String unescaped(String escaped) {
        StringBuilder text = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char each = escaped.charAt(i);
            if (each == '\\' && i + 1 < escaped.length()) {
                char next = escaped.charAt(++i);
                int meaning = ESCAPED.indexOf(next);
                text.append(meaning < 0 ? next : MEANT.charAt(meaning));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }

    private int from(int field) {
        return field == 0 ? start : ends[field - 1] + 1;
    }

    private int length(int field) {
        return ends[field] - from(field);
    }
}
