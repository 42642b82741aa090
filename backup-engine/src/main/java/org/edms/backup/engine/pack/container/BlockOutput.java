package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;

/**
 * Splits a stream into blocks, has them compressed, and passes them on in order. Memory is bounded: only a few blocks are in
 * progress, and writers that are faster are blocked.
 */
final class BlockOutput extends OutputStream {

    private static final int MOST_UNDER_WAY = 4;

    /** Receives the blocks in order. */
    @FunctionalInterface
    interface Sink {
        void accept(Block block) throws IOException;
    }

    private final BlockPool pool;
    private final Sink sink;
    private final Queue<Future<Block>> underWay = new ArrayDeque<>();

    private byte[] current;
    private int filled;

    BlockOutput(BlockPool pool, Sink sink) {
        this.pool = pool;
        this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (current == null) {
                current = pool.take();
            }
            int count = Math.min(end - position, current.length - filled);
            System.arraycopy(bytes, position, current, filled, count);
            filled += count;
            position += count;
            if (filled == current.length) {
                submit();
            }
        }
    }

    /** Passes on all data written so far, including a short last block. */
    void drain() throws IOException {
        if (filled > 0) {
            submit();
        }
        while (!underWay.isEmpty()) {
            sink.accept(BlockPool.await(underWay.remove()));
        }
    }

    private void submit() throws IOException {
        underWay.add(pool.compress(current, filled));
        current = null;
        filled = 0;
        if (underWay.size() >= MOST_UNDER_WAY) {
            sink.accept(BlockPool.await(underWay.remove()));
        }
    }
}
