package org.edms.backup.engine.restore.merge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/** Rows as COPY reads them, of which some fields are rewritten on the way. Fields are strings with a character for each byte. */
final class RewrittenRows extends InputStream {

    /** How COPY writes NULL. */
    static final String NULL = "\\N";

    private static final int BLOCK_BYTES = 1 << 17;
    private static final int LONGEST_ROW = 1 << 24;

    private final InputStream rows;
    private final Field[] rewritten;
    private final int[] starts;
    private final RowChecksum sum;
    private byte[] in = new byte[BLOCK_BYTES];
    private int inFrom;
    private int inTo;
    private byte[] out = new byte[2 * BLOCK_BYTES];
    private int outFrom;
    private int outTo;

    /** What a field shall hold. */
    @FunctionalInterface
    interface Field {
        /** @return null when it stays as it is */
        String value(RewrittenRows row) throws StagingNeeded;
    }

    /**
     * @param fields by their places in a row
     * @param needed how many fields of a row must be known
     * @param sum takes what comes out
     */
    RewrittenRows(InputStream rows, Map<Integer, Field> fields, int needed, RowChecksum sum) {
        this.rows = rows;
        this.rewritten = new Field[fields.isEmpty() ? 0 : Collections.max(fields.keySet()) + 1];
        fields.forEach((place, field) -> rewritten[place] = field);
        this.starts = new int[Math.max(needed, rewritten.length) + 1];
        this.sum = sum;
    }

    /** A field of the row at hand. */
    String field(int place) {
        return new String(in, starts[place], starts[place + 1] - 1 - starts[place], StandardCharsets.ISO_8859_1);
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

    /** Rewrites all rows of the next block; one that is cut off waits for the rest of it. */
    private boolean fill() throws IOException {
        System.arraycopy(in, inFrom, in, 0, inTo - inFrom);
        inTo -= inFrom;
        inFrom = 0;
        if (inTo >= LONGEST_ROW) {
            throw new StagingNeeded("a row that is not to be held in memory");
        }
        if (inTo == in.length) {
            in = Arrays.copyOf(in, 2 * in.length);
        }
        int seen = inTo;
        int count = rows.read(in, inTo, in.length - inTo);
        if (count < 0) {
            if (inTo > 0) {
                throw new StagingNeeded("a row without an end");
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

    private void rewrite(int end) throws StagingNeeded {
        int from = outTo;
        if (starts.length > 1) {
            split(end);
        }
        int copied = inFrom;
        for (int place = 0; place < rewritten.length; place++) {
            String value = rewritten[place] == null ? null : rewritten[place].value(this);
            if (value != null) {
                append(copied, starts[place]);
                append(value);
                copied = starts[place + 1] - 1;
            }
        }
        append(copied, end);
        sum.add(out, from, outTo);
    }

    private void split(int end) throws StagingNeeded {
        int places = 0;
        starts[places++] = inFrom;
        for (int i = inFrom; i < end && places < starts.length; i++) {
            if (in[i] == '\t' || i == end - 1) {
                starts[places++] = i + 1;
            }
        }
        if (places < starts.length) {
            throw new StagingNeeded("a row with too few fields");
        }
    }

    private void append(int from, int to) {
        room(to - from);
        System.arraycopy(in, from, out, outTo, to - from);
        outTo += to - from;
    }

    private void append(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        room(bytes.length);
        System.arraycopy(bytes, 0, out, outTo, bytes.length);
        outTo += bytes.length;
    }

    private void room(int bytes) {
        if (outTo + bytes > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, outTo + bytes));
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
