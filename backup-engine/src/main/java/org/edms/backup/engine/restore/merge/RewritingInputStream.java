package org.edms.backup.engine.restore.merge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/** Rewrites fields of rows in the text format of COPY. A field is a string with one character for each byte. */
final class RewritingInputStream extends InputStream {

    /** NULL in the text format of COPY. */
    static final String NULL = "\\N";

    private static final int BLOCK_BYTES = 1 << 17;
    private static final int MAX_ROW_BYTES = 1 << 24;

    private final InputStream rows;
    private final Field[] rewritten;
    private final int[] starts;
    private final RowChecksum checksum;
    private byte[] in = new byte[BLOCK_BYTES];
    private int inFrom;
    private int inTo;
    private byte[] out = new byte[2 * BLOCK_BYTES];
    private int outFrom;
    private int outTo;

    /** Computes the value of a field. */
    @FunctionalInterface
    interface Field {
        /** @return null if the field stays unchanged */
        String value(RewritingInputStream row) throws StagingRequiredException;
    }

    /**
     * @param fields by their positions in a row
     * @param readable how many fields {@link #field} can return
     * @param checksum over the rewritten rows
     */
    RewritingInputStream(InputStream rows, Map<Integer, Field> fields, int readable, RowChecksum checksum) {
        this.rows = rows;
        this.rewritten = new Field[fields.isEmpty() ? 0 : Collections.max(fields.keySet()) + 1];
        fields.forEach((position, field) -> rewritten[position] = field);
        this.starts = new int[Math.max(readable, rewritten.length) + 1];
        this.checksum = checksum;
    }

    /** A field of the current row. */
    String field(int position) {
        return new String(
                in, starts[position], starts[position + 1] - 1 - starts[position], StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        while (outFrom == outTo) {
            outFrom = 0;
            outTo = 0;
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, outTo - outFrom);
        System.arraycopy(out, outFrom, into, at, count);
        outFrom += count;
        return count;
    }

    /** Rewrites all complete rows of the next block; the remainder waits for the block after it. */
    private boolean fill() throws IOException {
        System.arraycopy(in, inFrom, in, 0, inTo - inFrom);
        inTo -= inFrom;
        inFrom = 0;
        if (inTo >= MAX_ROW_BYTES) {
            throw new StagingRequiredException("a row is too large for memory");
        }
        if (inTo == in.length) {
            in = Arrays.copyOf(in, 2 * in.length);
        }
        int seen = inTo;
        int count = rows.read(in, inTo, in.length - inTo);
        if (count < 0) {
            if (inTo > 0) {
                throw new StagingRequiredException("the last row has no end");
            }
            return false;
        }
        inTo += count;
        for (int i = seen; i < inTo; i++) {
            if (in[i] == '\n') {
                rewrite(i + 1);
                inFrom = i + 1;
            }
        }
        return true;
    }

    private void rewrite(int end) throws StagingRequiredException {
        int from = outTo;
        if (starts.length > 1) {
            split(end);
        }
        int copied = inFrom;
        for (int position = 0; position < rewritten.length; position++) {
            String value = rewritten[position] == null ? null : rewritten[position].value(this);
            if (value != null) {
                append(copied, starts[position]);
                append(value);
                copied = starts[position + 1] - 1;
            }
        }
        append(copied, end);
        checksum.add(out, from, outTo);
    }

    private void split(int end) throws StagingRequiredException {
        int positions = 0;
        starts[positions++] = inFrom;
        for (int i = inFrom; i < end && positions < starts.length; i++) {
            if (in[i] == '\t' || i == end - 1) {
                starts[positions++] = i + 1;
            }
        }
        if (positions < starts.length) {
            throw new StagingRequiredException("a row has too few fields");
        }
    }

    private void append(int from, int to) {
        ensureCapacity(to - from);
        System.arraycopy(in, from, out, outTo, to - from);
        outTo += to - from;
    }

    private void append(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        ensureCapacity(bytes.length);
        System.arraycopy(bytes, 0, out, outTo, bytes.length);
        outTo += bytes.length;
    }

    private void ensureCapacity(int bytes) {
        if (outTo + bytes > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, outTo + bytes));
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
